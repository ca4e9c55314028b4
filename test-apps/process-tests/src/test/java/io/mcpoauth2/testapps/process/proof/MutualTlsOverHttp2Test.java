package io.mcpoauth2.testapps.process.proof;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.Http2Client;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The certificate of a connection is that of all its streams. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class MutualTlsOverHttp2Test extends ProofTest {
    MutualTlsOverHttp2Test(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return Stream.of(
                        ServerSpec.of(ServerKind.SDK2_TOMCAT11, 25),
                        ServerSpec.of(ServerKind.SDK1_TOMCAT10, 17),
                        ServerSpec.of(ServerKind.SDK2_JETTY12, 17),
                        ServerSpec.of(ServerKind.SDK2_JETTY12, 25),
                        ServerSpec.of(ServerKind.HELIDON_MCP, 25),
                        ServerSpec.of(ServerKind.MICRONAUT_MCP, 25))
                .map(spec -> spec.withTls().argument("http2=true"));
    }

    @Test
    @DisplayName("H1: a token is accepted with the certificate it is bound to, and with no other")
    void certificateOfTheConnectionCounts() {
        Http2Client alice = new Http2Client(server, keys.client(ALICE));
        Http2Client nobody = new Http2Client(server, keys.client(null));
        assertServed(() -> get(alice, boundTo(ALICE)));
        assertServed(() -> get(alice, boundTo(ALICE)));
        assertRefused(NO_CERTIFICATE, () -> get(alice, boundTo(BOB)));
        assertRefused(NO_CERTIFICATE, () -> get(nobody, boundTo(ALICE)));
        assertServed(() -> get(nobody, servers.token("alice")));
    }

    private static HttpAnswer get(Http2Client client, String token) {
        return client.getAll("/hello", token);
    }
}
