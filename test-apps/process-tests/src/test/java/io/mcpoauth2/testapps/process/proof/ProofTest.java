package io.mcpoauth2.testapps.process.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.TlsKeys;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test of one shared server with tokens that are bound to certificates. */
@ExtendWith(ServersExtension.class)
@Timeout(90)
abstract class ProofTest {
    static final String ALICE = TlsKeys.ALICE;
    static final String BOB = TlsKeys.BOB;
    static final String NO_CERTIFICATE =
            "The token is bound to a client certificate (cnf.x5t#S256), which this connection has not shown";

    final Servers servers;
    final TlsKeys keys;
    final TestServer server;

    ProofTest(ServerSpec spec, Servers servers) {
        this.servers = servers;
        this.keys = servers.tlsKeys();
        this.server = servers.shared(spec);
    }

    /** A valid token of alice that is bound to the certificate of {@code client}. */
    final String boundTo(String client) {
        return servers.issuer()
                .mint(TokenSpec.valid().subject("alice").claim("cnf", Map.of("x5t#S256", keys.thumbprint(client))));
    }

    static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    /** Sends a request that has to be served. */
    final void assertServed(Request request) {
        long before = server.executions();
        HttpAnswer answer = request.send();
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(server.executions()).isEqualTo(before + 1);
    }

    /** Sends a request that has to be refused as one with an invalid token, and to run nothing. */
    final void assertRefused(String details, Request request) {
        long before = server.executions();
        HttpAnswer answer = request.send();
        assertThat(answer.status()).as("%s", answer).isEqualTo(401);
        assertThat(answer.headers("WWW-Authenticate"))
                .anyMatch(challenge -> challenge.contains("error=\"invalid_token\""));
        assertThat(answer.json().path("code").asText()).isEqualTo("TOKEN_VALIDATION_ERROR");
        assertThat(answer.json().path("details").asText()).isEqualTo(details);
        assertThat(server.executions()).isEqualTo(before);
    }

    /** One request for what every server answers with "hello". */
    @FunctionalInterface
    interface Request {
        HttpAnswer send();
    }
}
