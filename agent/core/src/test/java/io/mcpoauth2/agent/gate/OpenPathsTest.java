package io.mcpoauth2.agent.gate;

import static io.mcpoauth2.agent.gate.TestRoutes.admit;
import static io.mcpoauth2.agent.gate.TestRoutes.assertStatus;
import static io.mcpoauth2.agent.gate.TestRoutes.assertUnprotected;
import static io.mcpoauth2.agent.gate.TestRoutes.gate;
import static io.mcpoauth2.agent.gate.TestRoutes.judge;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.Counters;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.wait.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rows C9, F9 and L3: who calls a path that is not protected, or any path where nothing is. */
class OpenPathsTest {
    private final SampleSettings settings = SampleSettings.DEFAULT;

    @Test
    void withoutProtectedRoutesATokenIsJudgedAllTheSame() {
        SampleSettings open = settings.nothingProtected();
        assertUnprotected(open, SampleRequest.post("/mcp"));
        assertUnprotected(open, SampleRequest.post("/mcp").header("Authorization", "Basic dTpw"));
        assertUnprotected(open, SampleRequest.post("/mcp").query("access_token=good"));
        assertThat(admit(open, SampleRequest.post("/mcp").bearer("good"))).isInstanceOf(Decision.Admitted.class);
        assertStatus(401, open, SampleRequest.post("/mcp").bearer("bad"));
        assertStatus(503, open, SampleRequest.post("/mcp").bearer("unknown"));
        assertStatus(400, open, SampleRequest.post("/mcp").bearer("good").bearer("good"));
        assertStatus(400, open, SampleRequest.post("/mcp").bearer("good").query("access_token=good"));
        assertStatus(403, open.scopes("a"), SampleRequest.post("/mcp").bearer("good"));
    }

    @Test
    void onlyTheCallerOfAProtectedPathIsShownToFrameworks() {
        SampleRequest request = SampleRequest.post("/mcp").bearer("good");

        assertThat(isShown(settings, request)).isTrue();
        assertThat(isShown(settings.protectedRoutes("/admin/*"), request)).isFalse();
        assertThat(isShown(settings.nothingProtected(), request)).isFalse();
    }

    private static boolean isShown(SampleSettings settings, SampleRequest request) {
        return ((Decision.Admitted) admit(settings, request)).identity().isShown();
    }

    @Test
    @DisplayName("C9: a JWT of another issuer is the application's own, also where nothing is protected")
    void withoutProtectedRoutesATokenOfAnotherIssuerPassesAsNobody() {
        assertUnprotected(
                settings.nothingProtected(), SampleRequest.post("/mcp").bearer("foreign"));
    }

    @Test
    @DisplayName("C9: on an open path a token that is valid here tells who calls, and all else passes as nobody")
    void openPathKnowsItsCallerAndRefusesNobody() {
        SampleSettings open = settings.protectedRoutes("/admin/*");
        assertThat(admit(open, SampleRequest.post("/mcp").bearer("good"))).isInstanceOf(Decision.Admitted.class);
        for (SampleRequest request : List.of(
                SampleRequest.post("/mcp"),
                SampleRequest.post("/mcp").header("Authorization", "Basic dTpw"),
                SampleRequest.post("/mcp").header("Authorization", "Bearer"),
                SampleRequest.post("/mcp").header("Authorization", "Bearer a b"),
                SampleRequest.post("/mcp").header("Authorization", "\u0000"),
                SampleRequest.post("/mcp").header("Authorization", "DPoP good"),
                SampleRequest.post("/mcp").query("access_token=good"),
                SampleRequest.post("/mcp").bearer("bad"),
                SampleRequest.post("/mcp").bearer("foreign"),
                SampleRequest.post("/mcp").bearer("unknown"),
                SampleRequest.post("/mcp").bearer("bound"),
                SampleRequest.post("/mcp").bearer("good").bearer("good"),
                SampleRequest.post("/mcp").bearer("good").query("access_token=good"))) {
            assertUnprotected(open, request);
        }
    }

    @Test
    @DisplayName("C9: who lacks what a protected path needs is nobody on an open one")
    void openPathDoesNotBindWhoLacksAScopeOrAUser() {
        SampleSettings open = settings.protectedRoutes("/admin/*");
        assertUnprotected(open.scopes("a"), SampleRequest.post("/mcp").bearer("good"));
        assertUnprotected(
                open.with("require_user", "true"), SampleRequest.post("/mcp").bearer("client"));
        assertUnprotected(
                open.with("dpop", "required"), SampleRequest.post("/mcp").bearer("good"));
    }

    @Test
    @DisplayName("L3: a failure of our own refuses on an open path, too")
    void failureOnAnOpenPathIs503() {
        assertStatus(
                503,
                settings.protectedRoutes("/admin/*"),
                SampleRequest.post("/mcp").bearer("broken"));
    }

    @Test
    @DisplayName("C9: tokens of open paths are judged without asking anybody, others are asked about")
    void openPathValidatesUnasked() {
        List<String> ways = new ArrayList<>();
        TokenValidator validator = new TokenValidator() {
            @Override
            public @Nullable Verdict now(String token) {
                return null;
            }

            @Override
            public CompletableFuture<Verdict> later(String token, Caller caller) {
                ways.add("asked");
                return CompletableFuture.completedFuture(judge(token));
            }

            @Override
            public CompletableFuture<Verdict> laterUnasked(String token, Caller caller) {
                ways.add("unasked");
                return CompletableFuture.completedFuture(judge(token));
            }
        };
        SampleRequest request = SampleRequest.post("/mcp").bearer("good");
        gate(settings.protectedRoutes("/admin/*"), validator).admit(request);
        gate(settings.nothingProtected(), validator).admit(request);
        gate(settings, validator).admit(request);
        gate(settings.exempt("/mcp"), validator).admit(request);
        assertThat(ways).containsExactly("unasked", "asked", "asked");
    }

    @Test
    @DisplayName("F9: requests that pass as exempt or open, and those for metadata, are counted")
    void whatPassesWithoutIdentityIsCounted() {
        Counters counters = new Counters();
        TestGate gate = gate(settings.exempt("/health").protectedRoutes("/mcp"), counters);
        gate.admit(SampleRequest.of("GET", "/.well-known/oauth-protected-resource/mcp"));
        gate.admit(SampleRequest.of("GET", "/health"));
        gate.admit(SampleRequest.of("GET", "/api"));
        gate.admit(SampleRequest.of("GET", "/api").bearer("foreign"));
        gate.admit(SampleRequest.of("GET", "/api").bearer("good"));
        gate.admit(SampleRequest.of("GET", "/mcp"));
        assertThat(Stream.of(Reason.values())
                        .filter(reason -> counters.count(reason) > 0)
                        .collect(Collectors.toMap(Function.identity(), counters::count)))
                .isEqualTo(Map.of(
                        Reason.METADATA, 1L,
                        Reason.EXEMPT, 1L,
                        Reason.OPEN, 2L,
                        Reason.ACCEPTED, 1L,
                        Reason.NO_TOKEN, 1L));
    }
}
