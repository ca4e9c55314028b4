package io.mcpoauth2.agent.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.introspection.IntrospectionServer;
import io.mcpoauth2.agent.issuer.Grounds;
import io.mcpoauth2.agent.issuer.TestTime;
import io.mcpoauth2.agent.jose.TokenDigest;
import io.mcpoauth2.bridge.UserKeys;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows G9 and G10: what an issuer says of a token is judged like a token. */
class IntrospectedTokensTest {
    private static final long NOW = TestTime.START.getEpochSecond();
    private static final Duration SKEW = Duration.ofSeconds(60);

    private IntrospectionServer server = new IntrospectionServer();
    private final Map<String, String> answer = new TreeMap<>(Map.of(
            "active", "true",
            "aud", "\"https://mcp.example/mcp\"",
            "sub", "\"user-1\"",
            "client_id", "\"client-1\"",
            "exp", Long.toString(NOW + 600)));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @DisplayName("G9")
    void activeTokenIsAccepted() {
        Verdict.Valid accepted = accepts();
        assertThat(accepted.user())
                .containsEntry(UserKeys.SUBJECT, "user-1")
                .containsEntry(UserKeys.ISSUER, server.http.origin());
        assertThat(accepted.lifetime().grounds().look()).isEqualTo(Grounds.State.STAND);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "iss | \"https://other.example\" | Invalid issuer",
                "iss | 1 | Invalid issuer",
                "iss | null | Invalid issuer",
                "token_type | \"refresh_token\" | Invalid token type",
                "token_type | 1 | Invalid token type",
                "token_type | null | Invalid token type",
                "token_type | \"N_A\" | Invalid token type",
                "token_use | \"refresh_token\" | Invalid token type",
                "typ | \"ID\" | Invalid token type",
                "aud | \"https://other.example\" | Invalid audience",
                "exp | 1 | Token has expired",
                "exp | \"soon\" | Invalid expiry",
                "cnf | {} | Proof of possession required"
            },
            delimiter = '|')
    @DisplayName("G9")
    void activeIsNotEnough(String name, String json, String summary) {
        answer.put(name, json);
        refuses(Map.of(), summary);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "DPoP", "access_token"})
    @DisplayName("G9")
    void accessTokensHaveNamesOfTheirType(String type) {
        answer.put("token_type", "\"" + type + "\"");
        accepts();
    }

    @Test
    @DisplayName("G9 a client's own token may come without subject, which then is the client's if the settings say so")
    void clientStandsForTheSubjectWhereThatIsSet() {
        answer.remove("sub");
        refuses(Map.of(), "Invalid subject");
        use("subject_from_client", "true");
        assertThat(accepts().user()).containsEntry(UserKeys.SUBJECT, "client:client-1");
        answer.put("acr", "\"1\"");
        refuses(Map.of(), "Invalid subject");
        answer.remove("acr");
        answer.remove("client_id");
        refuses(Map.of(), "Invalid subject");
    }

    @Test
    @DisplayName("T6 an answer without audience is for this server where the issuer binds it, one for another is not")
    void audienceBoundByTheIssuer() {
        answer.remove("aud");
        refuses(Map.of(), "Invalid audience");
        use("audience_bound_by_issuer", "true", "accepted_clients", "client-1");
        accepts();
        answer.put("aud", "\"https://other.example\"");
        refuses(Map.of(), "Invalid audience");
        answer.remove("aud");
        answer.put("client_id", "\"client-2\"");
        refuses(Map.of(), "Invalid client");
    }

    @Test
    @DisplayName("T6 an answer without exp ends with its own time where that is accepted")
    void answerWithoutExpiry() {
        answer.remove("exp");
        refuses(Map.of(), "Invalid expiry");
        use("introspection_exp", "optional");
        Verdict.Valid accepted = accepts();
        assertThat(accepted.expiresAt()).isEqualTo(TestTime.START.plusSeconds(60));
        assertThat(accepted.lifetime().reviewAt())
                .isEqualTo(TestTime.START.plusSeconds(60).toEpochMilli());
        assertThat(accepted.lifetime().until()).isEqualTo(Long.MAX_VALUE);
        answer.put("exp", "null");
        refuses(Map.of(), "Invalid expiry");
        answer.put("exp", "1");
        refuses(Map.of(), "Token has expired");
    }

    @Test
    @DisplayName("G9 without audience and type a refresh token with scopes would look like an access token")
    void typeIsNeededWhereTheAudienceComesFromAScope() {
        server.close();
        server = new IntrospectionServer("audience_from_scope", "true");
        answer.remove("aud");
        answer.put("scope", "\"https://mcp.example/mcp/read\"");
        refuses(Map.of(), "Invalid token type");
        answer.put("token_type", "\"Bearer\"");
        accepts();
        answer.remove("token_type");
        answer.put("aud", "\"https://mcp.example/mcp\"");
        accepts();
    }

    @Test
    @DisplayName("G10 an answer is used for its time and never beyond the token's expiry")
    void answerEndsWithItsTimeOrTheToken() {
        assertThat(accepts().lifetime().reviewAt())
                .isEqualTo(TestTime.START.plusSeconds(60).toEpochMilli());
        answer.put("exp", Long.toString(NOW + 20));
        assertThat(accepts().lifetime().reviewAt())
                .isEqualTo(TestTime.START.plusSeconds(20).toEpochMilli());
    }

    @Test
    @DisplayName("G10 a token that has just expired is used within the skew, but its answer is not kept")
    void answerOfATokenWithinTheSkewIsNotKept() {
        answer.put("exp", Long.toString(NOW - SKEW.toSeconds() + 1));
        assertThat(accepts().lifetime().reviewAt()).isLessThan(TestTime.START.toEpochMilli());
    }

    @Test
    @DisplayName("G10 what the issuer says now counts more than what it wrote into the token")
    void answerCountsMoreThanTheToken() {
        Map<String, @Nullable Object> own = Map.of("sub", "old", "scope", "mcp:use", "exp", NOW + 300, "jti", "1");
        Verdict.Valid accepted = assertAccepted(judge(own));
        assertThat(accepted.user()).containsEntry(UserKeys.SUBJECT, "user-1");
        assertThat(accepted.expiresAt()).isEqualTo(TestTime.START.plusSeconds(600));
        assertThat(accepted.user().get(UserKeys.CLAIMS))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsKey("jti")
                .doesNotContainKey("active");
    }

    @Test
    @DisplayName("H1 a binding in the token is not loosened by an answer without one, or with another")
    void bindingOfTheTokenStays() {
        String thumbprint = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
        Map<String, @Nullable Object> own = Map.of("cnf", Map.of("jkt", thumbprint));
        assertThat(assertAccepted(judge(own)).confirmation()).contains(new Confirmation.ProofKey(thumbprint));
        answer.put("cnf", "{\"jkt\":\"" + "A".repeat(43) + "\"}");
        assertThat(assertAccepted(judge(own)).confirmation()).contains(new Confirmation.ProofKey(thumbprint));
    }

    @Test
    @DisplayName("G9")
    void inactiveTokenIsRefused() {
        answer.put("active", "false");
        refuses(Map.of(), "Token is not active");
    }

    @Test
    @DisplayName("G9")
    void nobodyIsLetInWhileTheIssuerCannotBeAsked() {
        server.answers(500, "application/json", "{}");
        assertThat(judge("token", Map.of()))
                .isInstanceOfSatisfying(
                        Verdict.Unavailable.class,
                        verdict -> assertThat(verdict.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
    }

    private void use(String... changes) {
        server.close();
        server = new IntrospectionServer(changes);
    }

    private Verdict.Valid accepts() {
        return assertAccepted(judge(Map.of()));
    }

    private static Verdict.Valid assertAccepted(Verdict finding) {
        assertThat(finding).as(() -> finding.toString()).isInstanceOf(Verdict.Valid.class);
        return (Verdict.Valid) finding;
    }

    private void refuses(Map<String, @Nullable Object> own, String summary) {
        assertThat(judge(own))
                .isInstanceOfSatisfying(
                        Verdict.Invalid.class,
                        verdict -> assertThat(verdict.summary()).isEqualTo(summary));
    }

    private Verdict judge(Map<String, @Nullable Object> own) {
        StringBuilder json = new StringBuilder();
        answer.forEach((name, value) -> json.append(json.isEmpty() ? "{" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
        server.answersJson(json.append('}').toString());
        return judge("token" + answer, own);
    }

    private Verdict judge(String token, Map<String, @Nullable Object> own) {
        IssuerSettings issuer = server.settings().issuers().get(0);
        IntrospectedTokens tokens = new IntrospectedTokens(
                server.settings(),
                issuer,
                issuer.introspection().orElseThrow(),
                server.introspector(),
                new Interner(),
                CheckTrail.NONE);
        return tokens.judge(token, TokenDigest.of(token), own, server.time.instant(), Grounds.FIRM)
                .join();
    }
}
