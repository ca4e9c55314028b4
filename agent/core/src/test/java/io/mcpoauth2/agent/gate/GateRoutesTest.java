package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.http.SampleRequest;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Outcome;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.bridge.UserKeys;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateRoutesTest {
    private final SampleSettings settings = SampleSettings.DEFAULT;

    /** Spellings by which a server might be led to the MCP endpoint, or that it might not route as they are written. */
    static Stream<String> confusingPaths() {
        return Stream.of(
                "//mcp",
                "/./mcp",
                "/health/..;/mcp",
                "/health/../mcp",
                "/health/%2e%2e/mcp",
                "/health/.%2e/mcp",
                "/health/..%2fmcp",
                "/health/%2e%2e%2fmcp",
                "/health/..%5cmcp",
                "/health/..\\mcp",
                "/health/;/../mcp",
                "/health;/../mcp",
                "/health/;x/mcp",
                "/health//mcp",
                "/health/./mcp",
                "/health/mcp%00",
                "/health/mcp\u0000",
                "/health/..%252fmcp",
                "/health/%u002e%u002e/mcp",
                "/health/.;/mcp",
                "/health/\uFF0E\uFF0E/mcp",
                "/health/..\u00A0/mcp",
                "/mcp;x=.css",
                "/%6dcp",
                "/mcp%2f",
                "/%2e%2e/mcp",
                "\\mcp",
                "/mcp%00",
                "mcp",
                "",
                "*",
                "http://h/health/x",
                "/health/x?y",
                "/health/x#y",
                "/health/x y");
    }

    @ParameterizedTest
    @MethodSource("confusingPaths")
    @DisplayName("I1: a path that is not plain is never exempt")
    void confusingPathIsNeverExempt(String path) {
        for (SampleSettings exempt : List.of(settings.exempt("/health/*"), settings.exempt("/*", "*", path))) {
            assertStatus(401, exempt, SampleRequest.post(path));
        }
    }

    @ParameterizedTest
    @MethodSource("confusingPaths")
    @DisplayName("I1: a path that is not plain lies inside whatever is protected")
    void confusingPathIsProtectedWhereAnythingIs(String path) {
        assertStatus(401, settings.protectedRoutes("/mcp"), SampleRequest.post(path));
        assertStatus(401, settings.protectedRoutes("/admin/*"), SampleRequest.post(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp",
                "/mcp/",
                "/MCP",
                "/Health/x",
                "/health",
                "/healthy/x",
                "/static/mcp",
                "/.well-known/x/mcp"
            })
    @DisplayName("I1: a plain path outside of the exempt routes is protected")
    void plainPathOutsideOfExemptRoutesIsProtected(String path) {
        assertStatus(401, settings.exempt("/health/*"), SampleRequest.post(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/.well-known/oauth-protected-resource/mcp", "/.well-known/oauth-protected-resource/health/mcp"})
    @DisplayName("I1: below the metadata path nothing is exempt, as the agent answers itself")
    void metadataPathIsNeverExempt(String path) {
        assertThat(admit(settings.exempt("/*"), SampleRequest.post(path))).isInstanceOf(Decision.Answered.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/", "/health/live", "/health/a/b.txt"})
    void exemptRoutePassesWithoutIdentity(String path) {
        SampleRequest request = SampleRequest.of("GET", path);

        assertUnprotected(settings.exempt("/health/*"), request);
        assertThat(request.namesRead()).isEmpty();
    }

    @Test
    void exemptRouteDoesNotLookAtCredentials() {
        assertUnprotected(
                settings.exempt("/*"), SampleRequest.post("/mcp").bearer("bad").bearer("bad"));
        assertUnprotected(
                settings.exempt("/*"), SampleRequest.post("/mcp").bearer("good").query("access_token=x"));
    }

    @Test
    void exemptRouteWinsOverProtectedRoute() {
        assertUnprotected(settings.exempt("/mcp/health").protectedRoutes("/mcp/*"), SampleRequest.post("/mcp/health"));
    }

    @ParameterizedTest
    @MethodSource("confusingPaths")
    void withoutProtectedRoutesAnyPathPassesWithoutIdentity(String path) {
        assertUnprotected(settings.nothingProtected(), SampleRequest.post(path));
    }

    @Test
    void tokenOnAnUnprotectedRouteIsJudgedAllTheSame() {
        for (SampleSettings open : List.of(settings.nothingProtected(), settings.protectedRoutes("/admin/*"))) {
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
    }

    @Test
    void pathInsideOfTheProtectedRoutesNeedsAToken() {
        assertStatus(401, settings.protectedRoutes("/admin/*", "/mcp"), SampleRequest.post("/mcp"));
        assertStatus(401, settings.protectedRoutes("/admin/*", "/mcp"), SampleRequest.post("/admin/x"));
    }

    private static void assertUnprotected(SampleSettings settings, SampleRequest request) {
        assertThat(admit(settings, request)).isInstanceOf(Decision.Unprotected.class);
    }

    private static void assertStatus(int status, SampleSettings settings, SampleRequest request) {
        assertThat(admit(settings, request))
                .isInstanceOfSatisfying(
                        Decision.Answered.class,
                        answered -> assertThat(answered.reply().status()).isEqualTo(status));
    }

    private static Decision admit(SampleSettings settings, SampleRequest request) {
        AgentLog log = new AgentLog(
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), AgentLog.Level.ERROR);
        return TestGate.of(settings.build(), GateRoutesTest::judge, log).admit(request);
    }

    private static Verdict judge(String token) {
        return switch (token) {
            case "good" -> new Verdict.Valid(Map.of(UserKeys.SCOPES, Set.of()), Optional.empty());
            case "bad" -> new Verdict.Invalid(Outcome.EXPIRY, "Expired", "x");
            default -> new Verdict.Unavailable(Outcome.KEYS_UNAVAILABLE, "x", Duration.ofSeconds(1));
        };
    }
}
