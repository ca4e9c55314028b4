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
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters of the JDK's server that go on with an exchange of their own or in another thread: the same request, judged once. */
@ExtendWith(ServersExtension.class)
class WrappedExchangeTest {
    private static final SigningKey KEY = SigningKey.generate("ES256");

    @ParameterizedTest(name = "H2: on {0}, a proof is used once by a request that passes the door twice: {1}")
    @CsvSource({"17, /wrapped", "25, /wrapped", "17, /handed-on", "25, /handed-on"})
    void proofIsUsedOnce(int jdk, String path, Servers servers) {
        TestServer server = servers.shared(ServerSpec.of(ServerKind.JDK_HTTP, jdk));
        String[] credentials = credentials(servers, "alice", path);
        long before = server.executions();

        HttpAnswer first = server.send("GET", path, credentials);
        HttpAnswer replayed = server.send("GET", path, credentials);

        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(replayed.status()).as(replayed.body()).isEqualTo(401);
        assertThat(server.executions()).isEqualTo(before + 1);
    }

    @ParameterizedTest(name = "H2: on {0}, a filter''s other thread runs as the caller of its request")
    @ValueSource(ints = {17, 25})
    void otherThreadRunsAsTheCaller(int jdk, Servers servers) {
        TestServer server =
                servers.shared(ServerSpec.of(ServerKind.JDK_HTTP, jdk).withApi());
        String path = "/whoami-handed-on";
        long before = server.executions();

        for (String subject : List.of("alice", "bob")) {
            HttpAnswer answer = server.send("GET", path, credentials(servers, subject, path));
            assertThat(answer.body()).isEqualTo(subject);
        }
        assertThat(server.send("GET", path).status()).isEqualTo(401);
        assertThat(server.executions()).isEqualTo(before + 2);
    }

    private static String[] credentials(Servers servers, String subject, String path) {
        String token = servers.issuer().mint(TokenSpec.valid().subject(subject).claim("cnf", ProofCases.jkt(KEY)));
        String proof = Proof.of(KEY, token)
                .claim("htm", "GET")
                .claim("htu", "https://mcp.example.com" + path)
                .sign(servers.issuer());
        return new String[] {"Authorization: DPoP " + token, "DPoP: " + proof};
    }
}
