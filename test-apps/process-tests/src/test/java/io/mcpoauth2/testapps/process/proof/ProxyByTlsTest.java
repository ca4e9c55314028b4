package io.mcpoauth2.testapps.process.proof;

import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A trusted proxy that has a certificate itself: here bob is the proxy, and alice its client. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class ProxyByTlsTest extends ProofTest {
    ProxyByTlsTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return Stream.of(
                        ServerSpec.of(ServerKind.SDK2_TOMCAT11, 25).argument("forwarded=true"),
                        ServerSpec.of(ServerKind.SDK2_JETTY12, 17).argument("forwarded=true"),
                        ServerSpec.of(ServerKind.JDK_HTTP, 25))
                .map(spec -> spec.withTls().setting("trusted_proxies", "127.0.0.1"));
    }

    @Test
    @DisplayName("H5: the proxy's own certificate is not its clients'")
    void certificateOfTheProxyDoesNotCount() {
        assertRefused(NO_CERTIFICATE, () -> server.send(keys.client(BOB), "GET", "/hello", bearer(boundTo(BOB))));
        assertRefused(
                NO_CERTIFICATE,
                () -> server.send(
                        keys.client(BOB),
                        "GET",
                        "/hello",
                        bearer(boundTo(BOB)),
                        CertificateHeaders.clientCert(keys.certificate(ALICE))));
    }

    @Test
    @DisplayName("H5: what the proxy says of its client counts")
    void certificateOfTheClientCounts() {
        assertServed(() -> server.send(
                keys.client(BOB),
                "GET",
                "/hello",
                bearer(boundTo(ALICE)),
                CertificateHeaders.clientCert(keys.certificate(ALICE))));
    }
}
