package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers whose issuer has never been reached: nobody listens on its port. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class ColdIssuerTest extends DoorTest {
    private static final String ISSUER = "http://127.0.0.1:1";

    ColdIssuerTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return ServerSpec.all().map(spec -> spec.setting("issuer", ISSUER).setting("wait_for_keys", "1"));
    }

    @AfterEach
    void nothingRan() {
        assertNothingRan();
    }

    @Test
    @DisplayName("G7: a token is 503 with Retry-After and without a challenge, as a login would not help")
    void tokenIsAnsweredWithServiceUnavailable() {
        String token = servers.issuer().mint(TokenSpec.valid().issuer(ISSUER));
        HttpAnswer answer = server.sendBody(
                "POST", "/mcp", Messages.INITIALIZE, "Authorization: Bearer " + token, Messages.JSON, Messages.ACCEPT);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers("WWW-Authenticate")).isEmpty();
        assertThat(answer.headers("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers("Retry-After")).hasSize(1);
        assertThat(Integer.parseInt(answer.headers("Retry-After").get(0))).isBetween(1, 86400);
        assertThat(answer.json().path("error").asText()).isEqualTo("JWKS service unavailable");
        assertThat(answer.json().path("code").asText()).isEqualTo("JWKS_ERROR");
    }

    @Test
    @DisplayName("F1: a request without a token is told to log in")
    void requestWithoutTokenIsRefused() {
        Refusals.assertNoToken(server.send("GET", "/hello"));
    }

    @Test
    @DisplayName("C3: a token of another issuer is refused without waiting for the keys")
    void tokenOfAnotherIssuerIsRefused() {
        Refusals.assertInvalidToken(
                server.send("GET", "/hello", servers.bearer("alice")), "Invalid issuer", "Expected issuer: " + ISSUER);
    }
}
