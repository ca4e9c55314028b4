package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.Replies;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.token.Verdicts;
import io.mcpoauth2.bridge.UserKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final String METADATA = "https://mcp.example.com/.well-known/oauth-protected-resource/mcp";
    private static final String NEEDS_TOKEN =
            "The request needs an access token for this server in the header 'Authorization: Bearer <token>'";
    private static final Map<String, Object> USER = Map.of(UserKeys.SUBJECT, "u", UserKeys.SCOPES, Set.of("a", "b"));

    private final List<String> judged = new ArrayList<>();
    private final SampleSettings settings = SampleSettings.DEFAULT;

    @Test
    void validTokenAdmitsItsUser() {
        Decision decision = gate(settings).admit(SampleRequest.post("/mcp").bearer("good"));

        assertThat(decision).isInstanceOfSatisfying(Decision.Admitted.class, admitted -> {
            assertThat(admitted.identity().user()).isSameAs(USER);
            assertThat(admitted.identity().isOpen()).isTrue();
        });
    }

    @Test
    void everyAdmissionHasItsOwnIdentity() {
        TestGate gate = gate(settings);

        assertThat(gate.admit(SampleRequest.post("/mcp").bearer("good")))
                .isNotEqualTo(gate.admit(SampleRequest.post("/mcp").bearer("good")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE", "PUT", "HEAD", "TRACE", "OPTIONS", "PATCH", "x"})
    @DisplayName("F1, I3: no token is 401 without an error code, whatever the method")
    void missingTokenIs401WithoutErrorCode(String method) {
        HttpReply reply =
                answer(gate(settings), SampleRequest.of(method, "/mcp").header("X-HTTP-Method-Override", "OPTIONS"));

        assertUnauthenticated(reply);
        assertThat(judged).isEmpty();
    }

    @Test
    @DisplayName("F6: another scheme is 401 without an error code")
    void otherSchemeIs401WithoutErrorCode() {
        assertUnauthenticated(answer(gate(settings), SampleRequest.post("/mcp").header("Authorization", "Basic dTpw")));
    }

    @Test
    void invalidTokenIs401WithTheFailedCheck() {
        HttpReply reply = answer(gate(settings), SampleRequest.post("/mcp").bearer("bad"));

        Replies.assertError(
                reply,
                401,
                "TOKEN_VALIDATION_ERROR",
                "Token validation failed: Invalid signature",
                "The JWT token signature could not be verified");
        assertThat(Replies.headers(reply, "WWW-Authenticate"))
                .containsExactly("Bearer error=\"invalid_token\", error_description=\"Invalid signature\", "
                        + "resource_metadata=\"" + METADATA + "\"");
    }

    @Test
    @DisplayName("F3, F4: malformed credentials are 400 and judged by nobody")
    void malformedCredentialsAre400() {
        HttpReply reply =
                answer(gate(settings), SampleRequest.post("/mcp").bearer("good").bearer("good"));

        Replies.assertError(reply, 400, "INVALID_REQUEST", "Invalid request", "More than one Authorization header");
        assertThat(Replies.headers(reply, "WWW-Authenticate"))
                .containsExactly("Bearer error=\"invalid_request\", "
                        + "error_description=\"More than one Authorization header\", resource_metadata=\"" + METADATA
                        + "\"");
        assertThat(judged).isEmpty();
    }

    @Test
    @DisplayName("F5: a token in the query alone is no credentials")
    void tokenInTheQueryAloneIs401WithoutErrorCode() {
        assertUnauthenticated(answer(gate(settings), SampleRequest.post("/mcp").query("access_token=good")));
        assertThat(judged).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token=good", "x=y&%61ccess_token=other"})
    @DisplayName("F5: a token in header and query is 400")
    void tokenInHeaderAndQueryIs400(String query) {
        HttpReply reply =
                answer(gate(settings), SampleRequest.post("/mcp").bearer("good").query(query));

        Replies.assertError(
                reply,
                400,
                "INVALID_REQUEST",
                "Invalid request",
                "The request has the query parameter access_token beside the Authorization header");
        assertThat(judged).isEmpty();
    }

    @Test
    void otherQueryParametersDoNotMatter() {
        assertThat(gate(settings)
                        .admit(SampleRequest.post("/mcp").bearer("good").query("sessionId=1")))
                .isInstanceOf(Decision.Admitted.class);
    }

    @Test
    @DisplayName("R20, E8: a token without all scopes is 403 and challenged for all of them")
    void tokenWithoutAllScopesIs403() {
        HttpReply reply = answer(
                gate(settings.scopes("c", "a")), SampleRequest.post("/mcp").bearer("good"));

        Replies.assertError(
                reply,
                403,
                "INSUFFICIENT_PERMISSIONS",
                "Insufficient permissions",
                "The request needs all of these scopes: c a");
        assertThat(Replies.headers(reply, "WWW-Authenticate"))
                .containsExactly(
                        "Bearer error=\"insufficient_scope\", scope=\"c a\", resource_metadata=\"" + METADATA + "\"");
    }

    @Test
    void tokenWithAllScopesIsAdmitted() {
        assertThat(gate(settings.scopes("b", "a"))
                        .admit(SampleRequest.post("/mcp").bearer("good")))
                .isInstanceOf(Decision.Admitted.class);
    }

    @Test
    @DisplayName("R16: the 401 challenge names the scopes")
    void challengeNamesTheScopes() {
        assertThat(Replies.headers(
                        answer(gate(settings.scopes("a", "b")), SampleRequest.post("/mcp")), "WWW-Authenticate"))
                .containsExactly("Bearer resource_metadata=\"" + METADATA + "\", scope=\"a b\"");
    }

    @Test
    @DisplayName("G7: unavailable keys are 503 with Retry-After and without a challenge")
    void unavailableKeysAre503() {
        HttpReply reply = answer(gate(settings), SampleRequest.post("/mcp").bearer("unknown"));

        Replies.assertError(reply, 503, "JWKS_ERROR", "JWKS service unavailable", "The keys could not be fetched");
        assertThat(Replies.headers(reply, "Retry-After")).containsExactly("3");
        assertThat(Replies.headers(reply, "WWW-Authenticate")).isEmpty();
    }

    @Test
    void retryAfterIsAtLeastASecondAndAtMostADay() {
        assertThat(retryAfter(Duration.ZERO)).containsExactly("1");
        assertThat(retryAfter(Duration.ofSeconds(-5))).containsExactly("1");
        assertThat(retryAfter(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))).containsExactly("86400");
    }

    @Test
    @DisplayName("I2: headers that rewrite host, path or method are not even read")
    void nothingButOriginAndAuthorizationIsRead() {
        SampleRequest request = SampleRequest.post("/mcp")
                .header("Host", "evil.example")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Prefix", "/health")
                .header("X-Original-URL", "/health")
                .header("X-Forwarded-Access-Token", "good")
                .header("Cookie", "access_token=good");

        assertUnauthenticated(answer(gate(settings.exempt("/health")), request));
        assertThat(request.namesRead()).containsExactly("origin", "authorization");
    }

    @Test
    @DisplayName("L1: the metadata document needs no token and looks at none")
    void metadataNeedsNoToken() {
        HttpReply reply = answer(
                gate(settings),
                SampleRequest.of("GET", "/.well-known/oauth-protected-resource/mcp")
                        .bearer("bad")
                        .bearer("bad"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(Replies.json(reply).get("resource").textValue()).isEqualTo("https://mcp.example.com/mcp");
        assertThat(judged).isEmpty();
    }

    private static void assertUnauthenticated(HttpReply reply) {
        Replies.assertError(reply, 401, "TOKEN_VALIDATION_ERROR", "Authentication required", NEEDS_TOKEN);
        assertThat(Replies.headers(reply, "WWW-Authenticate"))
                .containsExactly("Bearer resource_metadata=\"" + METADATA + "\"");
    }

    private static HttpReply answer(TestGate gate, HttpRequestView request) {
        Decision decision = gate.admit(request);
        assertThat(decision).isInstanceOf(Decision.Answered.class);
        return ((Decision.Answered) decision).reply();
    }

    private List<String> retryAfter(Duration duration) {
        return Replies.headers(
                gate(settings).refusals().unavailable(new Verdict.Unavailable(Reason.KEYS_UNAVAILABLE, "x", duration)),
                "Retry-After");
    }

    private TestGate gate(SampleSettings of) {
        TokenValidator validator = this::judge;
        return TestGate.of(of.build(), validator, AgentLog.toStderr(AgentLog.Level.INFO));
    }

    private Verdict judge(String token) {
        judged.add(token);
        return switch (token) {
            case "good" -> valid();
            case "bad" ->
                new Verdict.Invalid(
                        Reason.SIGNATURE, "Invalid signature", "The JWT token signature could not be verified");
            default ->
                new Verdict.Unavailable(
                        Reason.KEYS_UNAVAILABLE, "The keys could not be fetched", Duration.ofMillis(2_001));
        };
    }

    private static Verdict valid() {
        return Verdicts.valid(USER, Optional.empty());
    }
}
