package io.mcpoauth2.testapps.process.proof;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The PROXY protocol, by which a connection says where it comes from before it speaks HTTP: Jetty understands it. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class ProxyProtocolTest extends ProofTest {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ELSEWHERE = "10.9.9.9";

    private final boolean trusted;

    ProxyProtocolTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
        trusted = spec.settings().get("trusted_proxies").equals(LOOPBACK);
    }

    static Stream<ServerSpec> servers() {
        return Stream.of(LOOPBACK, ELSEWHERE)
                .map(address -> ServerSpec.of(ServerKind.SDK2_JETTY12, 25)
                        .argument("proxy-protocol=true")
                        .setting("trusted_proxies", address));
    }

    @Test
    @DisplayName("H5: who may send Client-Cert is whose connection it is, not who the PROXY protocol names")
    void connectionCounts() {
        for (String named : new String[] {LOOPBACK, ELSEWHERE}) {
            if (trusted) {
                assertServed(() -> get(named));
            } else {
                assertRefused(NO_CERTIFICATE, () -> get(named));
            }
        }
    }

    private HttpAnswer get(String named) {
        String request = TestServer.request(
                "GET", "/hello", null, bearer(boundTo(ALICE)), CertificateHeaders.clientCert(keys.certificate(ALICE)));
        try {
            return RawHttp.exchange(server.port(), "PROXY TCP4 " + named + " 127.0.0.1 4711 80\r\n" + request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
