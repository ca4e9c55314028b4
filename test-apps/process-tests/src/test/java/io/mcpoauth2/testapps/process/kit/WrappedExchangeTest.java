package io.mcpoauth2.testapps.process.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.issuer.SigningKey;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter of the JDK's server that goes on with an exchange of its own: the same request, judged once. */
@ExtendWith(ServersExtension.class)
class WrappedExchangeTest {
    private static final SigningKey KEY = SigningKey.generate("ES256");

    @ParameterizedTest(name = "H2: on {0}, a proof is used once by a request that passes the door twice")
    @ValueSource(ints = {17, 25})
    void proofIsUsedOnce(int jdk, Servers servers) {
        TestServer server = servers.shared(ServerSpec.of(ServerKind.JDK_HTTP, jdk));
        String token = servers.issuer().mint(TokenSpec.valid().claim("cnf", ProofCases.jkt(KEY)));
        String proof = Proof.of(KEY, token)
                .claim("htm", "GET")
                .claim("htu", "https://mcp.example.com/wrapped")
                .sign(servers.issuer());
        long before = server.executions();

        HttpAnswer first = server.send("GET", "/wrapped", "Authorization: DPoP " + token, "DPoP: " + proof);
        HttpAnswer replayed = server.send("GET", "/wrapped", "Authorization: DPoP " + token, "DPoP: " + proof);

        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(replayed.status()).as(replayed.body()).isEqualTo(401);
        assertThat(server.executions()).isEqualTo(before + 1);
    }
}
