package io.mcpoauth2.testapps.process.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.issuer.Fault;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows G9 and G10: tokens that only their issuer can read. */
@ExtendWith(ServersExtension.class)
class OpaqueTokenTest {
    private static KeyServer own;

    @BeforeAll
    static void startServer(Servers servers) {
        own = KeyServer.of(servers, 17, KeyServer.INTROSPECTION).start();
    }

    @AfterAll
    static void stopServer() {
        own.close();
    }

    static Map<String, Object> active(KeyServer server) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("active", true);
        answer.put("iss", server.issuer.issuer());
        answer.put("sub", "alice");
        answer.put("aud", Servers.AUDIENCE);
        answer.put("client_id", "client");
        answer.put("token_type", "Bearer");
        answer.put("iat", now);
        answer.put("exp", now + 600);
        return answer;
    }

    /** A token of which the issuer says so. */
    private static String token(KeyServer server, Map<String, ?> answer) {
        String token = UUID.randomUUID().toString();
        server.issuer.introspectAs(token, answer);
        return token;
    }

    private static Map<String, Object> with(String name, Object value) {
        Map<String, Object> answer = active(own);
        answer.put(name, value);
        return answer;
    }

    private static Map<String, Object> without(String name) {
        Map<String, Object> answer = active(own);
        answer.remove(name);
        return answer;
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                Arguments.of("as it is", active(own)),
                Arguments.of("without iss", without("iss")),
                Arguments.of("without token_type", without("token_type")),
                Arguments.of("with several audiences", with("aud", new String[] {"x", Servers.AUDIENCE})));
    }

    static Stream<Arguments> refused() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                Arguments.of("exp in the past", with("exp", now - 120)),
                Arguments.of("exp missing", without("exp")),
                Arguments.of("exp a text", with("exp", "soon")),
                Arguments.of("nbf in the future", with("nbf", now + 600)),
                Arguments.of("aud other", with("aud", "https://other.example.com")),
                Arguments.of("aud missing", without("aud")),
                Arguments.of("iss other", with("iss", "https://other.example.com")),
                Arguments.of("iss a number", with("iss", 1)),
                Arguments.of("sub missing", without("sub")),
                Arguments.of("sub empty", with("sub", "")),
                Arguments.of("token_type of a refresh token", with("token_type", "refresh_token")),
                Arguments.of("typ Refresh", with("typ", "Refresh")),
                Arguments.of("cnf of an unknown kind", with("cnf", Map.of("x", "y"))),
                Arguments.of("cnf of a key", with("cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"))),
                Arguments.of("not active", Map.of("active", false)));
    }

    static Stream<Arguments> unavailable() {
        return Stream.of(
                Arguments.of("active a text", Fault.json(with("active", "true"))),
                Arguments.of("active 1", Fault.json(with("active", 1))),
                Arguments.of("active missing", Fault.json(without("active"))),
                Arguments.of("HTML", Fault.body("text/html", "<html>Sign in</html>")),
                Arguments.of("status 401", Fault.status(401)),
                Arguments.of("status 500", Fault.status(500)),
                Arguments.of("64 MB", Fault.oversized(64L * 1024 * 1024)),
                Arguments.of("a redirect", Fault.redirect(own.issuer.jwksUri())),
                Arguments.of("a closed connection", Fault.closedConnection()));
    }

    @ParameterizedTest(name = "G9: an active token is accepted: {0}")
    @MethodSource("accepted")
    void activeTokenIsAccepted(String name, Map<String, Object> answer) {
        own.assertAccepted(token(own, answer));
    }

    @ParameterizedTest(name = "G9: a token is refused in spite of what the issuer says: {0}")
    @MethodSource("refused")
    void tokenThatIsNotRightIsRefused(String name, Map<String, Object> answer) {
        long before = own.server().executions();
        assertThat(own.call(token(own, answer)).status()).isEqualTo(401);
        assertThat(own.server().executions()).isEqualTo(before);
    }

    @ParameterizedTest(name = "G9: an answer that is none is 503: {0}")
    @MethodSource("unavailable")
    void answerThatIsNoneIsUnavailable(String name, Fault fault) {
        String token = token(own, active(own));
        own.issuer.introspection().failWith(fault);
        own.assertUnavailable(token, "INTROSPECTION_ERROR");
        own.issuer.introspection().recover();
        own.assertAccepted(token);
    }

    @Test
    @DisplayName("G9: an unknown token is refused, and asked about once in a while")
    void unknownTokenIsRefused() {
        String token = UUID.randomUUID().toString();
        int before = own.issuer.introspection().requests();
        for (int i = 0; i < 5; i++) {
            own.assertRefused(token);
        }
        assertThat(own.issuer.introspection().requests()).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("G9: a JWT is judged as one, and the issuer is not asked about it")
    void jwtIsNotAskedAbout() {
        int before = own.issuer.introspection().requests();
        own.assertAccepted(own.token());
        own.assertRefused(own.token() + "x");
        own.assertRefused("a.b.c");
        assertThat(own.issuer.introspection().requests()).isEqualTo(before);
    }

    @Test
    @DisplayName("G9: a known token is not asked about again")
    void knownTokenIsNotAskedAboutAgain() {
        String token = token(own, active(own));
        int before = own.issuer.introspection().requests();
        for (int i = 0; i < 5; i++) {
            own.assertAccepted(token);
        }
        assertThat(own.issuer.introspection().requests()).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("G10: a revoked token is refused when its answer has been used for introspection_cache_ttl")
    void revokedTokenIsRefusedAfterTheTtl(Servers servers) {
        Map<String, String> settings = new HashMap<>(KeyServer.INTROSPECTION);
        settings.put("introspection_cache_ttl", "1");
        try (KeyServer short1 = KeyServer.of(servers, 25, settings).start()) {
            String token = token(short1, active(short1));
            short1.assertAccepted(token);
            short1.issuer.introspectAs(token, Map.of("active", false));
            KeyServer.within(Duration.ofSeconds(1))
                    .until(() -> short1.call(token).status() == 401);
            short1.assertRefused(token);
        }
    }

    @Test
    @DisplayName("G10: without a cache a revoked token is refused at once, a JWT that is asked about too")
    void revokedTokenIsRefusedAtOnce(Servers servers) {
        Map<String, String> settings = new HashMap<>(KeyServer.INTROSPECTION);
        settings.put("introspection", "all");
        settings.put("introspection_cache_ttl", "0");
        try (KeyServer strict = KeyServer.of(servers, 25, settings).start()) {
            String jwt = strict.token();
            strict.issuer.introspectAs(jwt, active(strict));
            String opaque = token(strict, active(strict));
            strict.assertAccepted(jwt);
            strict.assertAccepted(opaque);
            strict.issuer.introspectAs(jwt, Map.of("active", false));
            strict.issuer.introspectAs(opaque, Map.of("active", false));
            strict.assertRefused(jwt);
            strict.assertRefused(opaque);
            int before = strict.issuer.introspection().requests();
            strict.assertRefused(Compact.of(jwt).signature("AAAA").toString());
            assertThat(strict.issuer.introspection().requests())
                    .as("nobody asks about what nobody signed")
                    .isEqualTo(before);
        }
    }

    @Test
    @DisplayName("R10: what the agent writes has nothing of an opaque token, of the secret or of the answer")
    void logHasNothingOfTokens(Servers servers) {
        Map<String, String> settings = new HashMap<>(KeyServer.INTROSPECTION);
        settings.put("log_level", "debug");
        try (KeyServer talkative = KeyServer.of(servers, 25, settings).start()) {
            String good = token(talkative, active(talkative));
            String bad = UUID.randomUUID().toString();
            talkative.assertAccepted(good);
            talkative.assertRefused(bad);
            Awaitility.await().until(() -> talkative.server().process().stderr().contains("token refused, inactive"));
            assertThat(talkative.server().process().stderr()).doesNotContain(good, bad, "s3cret", "alice");
        }
    }
}
