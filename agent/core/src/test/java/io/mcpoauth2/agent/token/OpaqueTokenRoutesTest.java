package io.mcpoauth2.agent.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.fetch.TestServer;
import io.mcpoauth2.agent.introspection.IntrospectionServer;
import io.mcpoauth2.agent.issuer.SigningKey;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Counters;
import io.mcpoauth2.agent.wait.Caller;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens an issuer is asked about: opaque ones by their form, JWTs where that is configured. */
class OpaqueTokenRoutesTest {
    private static final String OF_US = "\"aud\":\"https://mcp.example/mcp\",\"sub\":\"user-1\",\"exp\":1777896600}";

    private IntrospectionServer server = new IntrospectionServer();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Counters counters = new Counters();

    @AfterEach
    void stop() {
        server.close();
    }

    private IssuerTokenValidator validator() {
        server.answersJson("{\"active\":true," + OF_US);
        server.http.answer(
                "/.well-known/oauth-authorization-server",
                TestServer.json("{\"issuer\":\"" + server.http.origin() + "\",\"jwks_uri\":\""
                        + server.http.uri("/jwks") + "\"}"));
        server.http.answer("/jwks", TestServer.json(SigningKey.jwks(TestToken.ED.jwk())));
        return new IssuerTokenValidator(
                server.settings(),
                new AgentLog(new PrintStream(lines, true, UTF_8), AgentLog.Level.DEBUG),
                counters,
                server.time,
                server.time,
                Runnable::run,
                new Random(1),
                new BoundedVerifier(2),
                CheckTrail.NONE);
    }

    private static Verdict unasked(IssuerTokenValidator validator, String token) {
        Verdict known = validator.now(token);
        return known == null
                ? validator.laterUnasked(token, Caller.REQUEST_THREAD).join()
                : known;
    }

    private String jwt() {
        return own().build();
    }

    private TestToken own() {
        return TestToken.valid().claim("iss", "\"" + server.http.origin() + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "a.b", "a.b.c.d", "....", ".", "eyJhbGciOiJIUzI1NiJ9"})
    @DisplayName("G9 what has not three parts is asked about")
    void opaqueTokenIsAskedAbout(String token) {
        assertThat(Verdicts.of(validator(), token)).isInstanceOf(Verdict.Valid.class);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c", "..", ".a.", "a..b"})
    @DisplayName("G9 what has three parts is a JWT or nothing")
    void threePartsAreAJwt(String token) {
        assertThat(Verdicts.of(validator(), token))
                .isInstanceOfSatisfying(
                        Verdict.Invalid.class,
                        invalid -> assertThat(invalid.summary()).isEqualTo("Malformed token"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    @DisplayName("G9 a JWT is not asked about where only opaque tokens are")
    void jwtIsNotAskedAbout() {
        assertThat(Verdicts.of(validator(), jwt())).isInstanceOf(Verdict.Valid.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    @DisplayName("G9 a JWT is asked about where all tokens are, and the answer counts")
    void jwtIsAskedAboutIfConfigured() {
        server.close();
        server = new IntrospectionServer("introspection", "all");
        IssuerTokenValidator validator = validator();
        server.answersJson("{\"active\":false}");
        assertThat(Verdicts.of(validator, jwt())).isSameAs(TokenFaults.INACTIVE);
        assertThat(Verdicts.of(validator, "opaque")).isSameAs(TokenFaults.INACTIVE);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    @DisplayName("B7 a JWT that names another audience is not asked about; one that names none is")
    void answerDoesNotRedirectAJwt() {
        server.close();
        server = new IntrospectionServer("introspection", "jwt");
        IssuerTokenValidator validator = validator();
        assertThat(Verdicts.of(
                        validator,
                        own().claim("aud", "\"https://other.example\"").build()))
                .isInstanceOfSatisfying(
                        Verdict.Invalid.class,
                        invalid -> assertThat(invalid.summary()).isEqualTo("Invalid audience"));
        assertThat(server.requests()).isEmpty();
        assertThat(Verdicts.of(validator, own().withoutClaim("aud").build())).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    @DisplayName("G9 where only JWTs are asked about, an opaque token is malformed")
    void opaqueTokenIsMalformedWhereOnlyJwtsAreAskedAbout() {
        server.close();
        server = new IntrospectionServer("introspection", "jwt");
        IssuerTokenValidator validator = validator();
        assertThat(Verdicts.of(validator, "opaque")).isInstanceOf(Verdict.Invalid.class);
        assertThat(server.requests()).isEmpty();
        assertThat(Verdicts.of(validator, jwt())).isInstanceOf(Verdict.Valid.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("G10 an answer is used for its time, and lookups are counted")
    void answerIsCached() {
        IssuerTokenValidator validator = validator();
        for (int i = 0; i < 3; i++) {
            assertThat(Verdicts.of(validator, "opaque")).isInstanceOf(Verdict.Valid.class);
        }
        assertThat(counters.cacheHits()).isEqualTo(2);
        assertThat(counters.cacheMisses()).isEqualTo(1);
        server.answersJson("{\"active\":false}");
        server.time.pass(Duration.ofMinutes(1));
        assertThat(Verdicts.of(validator, "opaque")).isSameAs(TokenFaults.INACTIVE);
        assertThat(lines.toString(UTF_8))
                .contains("token refused")
                .contains("not active")
                .doesNotContain("opaque");
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "jwt", "all"})
    @DisplayName("C9 nobody is asked about the token of an open path")
    void tokenOfAnOpenPathIsNotAskedAbout(String introspection) {
        server.close();
        server = new IntrospectionServer("introspection", introspection);
        IssuerTokenValidator validator = validator();
        for (String token : new String[] {
            "opaque", "a.b.c", own().claim("aud", "\"https://other.example\"").build()
        }) {
            assertThat(unasked(validator, token)).isNotInstanceOf(Verdict.Valid.class);
        }
        Class<?> expected = introspection.equals("opaque") ? Verdict.Valid.class : Verdict.Unavailable.class;
        assertThat(unasked(validator, jwt())).isInstanceOf(expected);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    @DisplayName("C9 what the issuer has said of a token tells who calls on an open path, too")
    void knownAnswerServesAnOpenPath() {
        IssuerTokenValidator validator = validator();
        assertThat(Verdicts.of(validator, "opaque")).isInstanceOf(Verdict.Valid.class);
        assertThat(unasked(validator, "opaque")).isInstanceOf(Verdict.Valid.class);
        server.time.pass(Duration.ofMinutes(1));
        assertThat(unasked(validator, "opaque")).isSameAs(TokenFaults.NOT_ASKED_ABOUT);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void agesAreThoseOfIssuersWhoseKeysAreKnown() {
        IssuerTokenValidator validator = validator();
        assertThat(validator.keyAges()).isEmpty();
        Verdicts.of(validator, jwt());
        server.time.pass(Duration.ofMinutes(2));
        assertThat(validator.keyAges()).isEqualTo(Map.of(server.http.origin(), Duration.ofMinutes(2)));
    }
}
