package io.mcpoauth2.testapps.process.proof;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The header Client-Cert from anybody else than a trusted proxy, also where the server believes forwarding headers. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class UntrustedPeerTest extends ProofTest {
    private static final String TRUSTED = "10.9.9.9";

    UntrustedPeerTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return Stream.of(
                ServerSpec.of(ServerKind.SDK2_TOMCAT11, 17)
                        .argument("forwarded=true")
                        .setting("trusted_proxies", TRUSTED + ",::1"),
                ServerSpec.of(ServerKind.SDK1_TOMCAT10, 25)
                        .argument("forwarded=true")
                        .setting("trusted_proxies", TRUSTED + ",::1"),
                ServerSpec.of(ServerKind.SDK2_JETTY12, 25)
                        .argument("forwarded=true")
                        .setting("trusted_proxies", TRUSTED + ",::1"),
                ServerSpec.of(ServerKind.JDK_HTTP, 17).setting("trusted_proxies", TRUSTED + ",::1"),
                ServerSpec.of(ServerKind.SPRING_AI_WEBMVC, 17)
                        .argument("--server.forward-headers-strategy=native")
                        .setting("trusted_proxies", TRUSTED + ",::1"),
                // Nothing is known of the peer there.
                ServerSpec.of(ServerKind.SDK0_JETTY11, 25).setting("trusted_proxies", "127.0.0.1"),
                ServerSpec.of(ServerKind.SDK2_UNDERTOW, 25).setting("trusted_proxies", TRUSTED + ",::1"),
                ServerSpec.of(ServerKind.JDK_HTTP, 25),
                ServerSpec.of(ServerKind.SDK2_JETTY12, 17));
    }

    @Test
    @DisplayName("H5: the header of a peer that is no trusted proxy is ignored, whatever it says of itself")
    void headerIsIgnored() {
        for (List<String> forwarding : List.of(
                List.<String>of(),
                List.of("X-Forwarded-For: " + TRUSTED),
                List.of("X-Forwarded-For: " + TRUSTED + ", " + TRUSTED),
                List.of("X-Forwarded-For: ::1"),
                List.of("Forwarded: for=" + TRUSTED),
                List.of("X-Real-IP: " + TRUSTED),
                List.of("X-Forwarded-For: " + TRUSTED, "X-Forwarded-Proto: https", "Proxied-Https: on"),
                List.of("Forwarded: for=" + TRUSTED + ";proto=https", "X-Forwarded-Host: " + TRUSTED))) {
            assertRefused(
                    NO_CERTIFICATE, () -> get(forwarding, CertificateHeaders.clientCert(keys.certificate(ALICE))));
        }
    }

    @Test
    @DisplayName("H5: no other header stands for a certificate")
    void otherHeadersAreIgnored() {
        for (String header : CertificateHeaders.of(keys.certificate(ALICE))) {
            assertRefused(NO_CERTIFICATE, () -> get(List.of(), header));
            assertRefused(NO_CERTIFICATE, () -> get(List.of("X-Forwarded-Proto: https"), header));
        }
    }

    @Test
    @DisplayName("H1: a bound token is refused by plain http, and one without a binding is not")
    void boundTokenIsRefusedByPlainHttp() {
        assertRefused(NO_CERTIFICATE, () -> get(List.of(), "Accept: */*"));
        assertServed(() -> server.send("GET", "/hello", servers.bearer("alice")));
    }

    private HttpAnswer get(List<String> forwarding, String header) {
        return server.send(
                "GET",
                "/hello",
                Stream.concat(Stream.of(bearer(boundTo(ALICE)), header), forwarding.stream())
                        .toArray(String[]::new));
    }
}
