package io.mcpoauth2.agent.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.fetch.TestServer;
import io.mcpoauth2.agent.issuer.SigningKey;
import io.mcpoauth2.agent.issuer.TestTime;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The assembled validator with an issuer that speaks HTTP. */
class IssuerTokenValidatorTest {
    private final TestServer server = new TestServer();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final TestTime time = new TestTime();
    private final IssuerTokenValidator validator = new IssuerTokenValidator(
            TestSettings.defaults().with("issuer", server.origin()).build(),
            new AgentLog(new PrintStream(lines, true, UTF_8), AgentLog.Level.DEBUG),
            Measurements.NONE,
            time,
            time,
            Runnable::run,
            new Random(1),
            new BoundedVerifier(2),
            CheckTrail.NONE);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tokenOfADiscoveredIssuerIsValid() {
        serveKeys();
        assertThat(server.requests()).isEmpty();
        assertThat(Verdicts.of(validator, token())).isInstanceOf(Verdict.Valid.class);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    @DisplayName("G8 keys of an issuer whose document names another are unavailable, with the reason in the log")
    void foreignMetadataIsUnavailable() {
        server.answer(
                "/.well-known/oauth-authorization-server",
                TestServer.json("{\"issuer\":\"https://other.example\",\"jwks_uri\":\"" + server.uri("/jwks") + "\"}"));
        assertThat(Verdicts.of(validator, token())).isInstanceOf(Verdict.Unavailable.class);
        assertThat(lines.toString(UTF_8)).contains("byte for byte");
    }

    @Test
    void warmUpFetchesOnceAndUsesNoCooldown() {
        serveKeys();
        validator.warmUp();
        assertThat(server.requests()).hasSize(2);
        assertThat(lines.toString(UTF_8)).doesNotContain("ERROR").doesNotContain("WARN");
        SigningKey rotated = SigningKey.ec("rotated", "secp256r1");
        server.answer("/jwks", TestServer.json(SigningKey.jwks(rotated.jwk())));
        String issuer = "\"" + server.origin() + "\"";
        assertThat(Verdicts.of(
                        validator,
                        TestToken.valid()
                                .signedBy(rotated, "ES256")
                                .claim("iss", issuer)
                                .build()))
                .isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void warmUpSurvivesAnIssuerThatIsDown() {
        server.close();
        validator.warmUp();
        assertThat(lines.toString(UTF_8)).contains("cannot be fetched").doesNotContain("ERROR");
    }

    private void serveKeys() {
        server.answer(
                "/.well-known/oauth-authorization-server",
                TestServer.json(
                        "{\"issuer\":\"" + server.origin() + "\",\"jwks_uri\":\"" + server.uri("/jwks") + "\"}"));
        server.answer(
                "/jwks", TestServer.json(SigningKey.jwks(TestToken.RSA.jwk(), TestToken.EC.jwk(), TestToken.ED.jwk())));
    }

    private String token() {
        return TestToken.valid().claim("iss", "\"" + server.origin() + "\"").build();
    }
}
