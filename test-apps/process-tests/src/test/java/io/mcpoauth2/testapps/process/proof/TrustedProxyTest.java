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

/** The header Client-Cert (RFC 9440) from a proxy that ends TLS and is configured as trusted; here that is the test. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class TrustedProxyTest extends ProofTest {
    TrustedProxyTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return Stream.of(
                        ServerSpec.of(ServerKind.SDK2_TOMCAT11, 17).argument("forwarded=true"),
                        ServerSpec.of(ServerKind.SDK1_TOMCAT10, 25),
                        ServerSpec.of(ServerKind.SDK2_JETTY12, 25).argument("forwarded=true"),
                        ServerSpec.of(ServerKind.SDK1_JETTY12, 17),
                        ServerSpec.of(ServerKind.JDK_HTTP, 17),
                        ServerSpec.of(ServerKind.HELIDON_MCP, 25),
                        ServerSpec.of(ServerKind.MICRONAUT_MCP, 17),
                        ServerSpec.of(ServerKind.SPRING_AI_WEBFLUX, 25)
                                .argument("--server.forward-headers-strategy=native"),
                        ServerSpec.of(ServerKind.SPRING_AI_WEBMVC, 17)
                                .argument("--server.forward-headers-strategy=native"))
                .flatMap(ServerSpec::andOnOtherJdks)
                .map(spec -> spec.setting("trusted_proxies", "127.0.0.1"));
    }

    @Test
    @DisplayName("H5: a trusted proxy says which certificate its client has shown")
    void certificateOfAClientIsTaken() {
        assertServed(() -> get(CertificateHeaders.clientCert(keys.certificate(ALICE))));
    }

    @Test
    @DisplayName("H5: what a trusted proxy says of the client's address changes nothing")
    void forwardedAddressChangesNothing() {
        assertServed(() -> get(
                CertificateHeaders.clientCert(keys.certificate(ALICE)),
                "X-Forwarded-For: 10.9.9.9",
                "X-Forwarded-Proto: https"));
    }

    @Test
    @DisplayName("H5: another certificate than the token is bound to is refused")
    void otherCertificateIsRefused() {
        assertRefused(NO_CERTIFICATE, () -> get(CertificateHeaders.clientCert(keys.certificate(BOB))));
    }

    @Test
    @DisplayName("H1: a client that has shown no certificate is refused")
    void missingHeaderIsRefused() {
        assertRefused(NO_CERTIFICATE, () -> get("X-Forwarded-For: 127.0.0.1"));
    }

    @Test
    @DisplayName("H5: two headers are refused, also if one would do")
    void twoHeadersAreRefused() {
        String alice = CertificateHeaders.clientCert(keys.certificate(ALICE));
        String bob = CertificateHeaders.clientCert(keys.certificate(BOB));
        assertRefused(NO_CERTIFICATE, () -> get(alice, bob));
        assertRefused(NO_CERTIFICATE, () -> get(bob, alice));
        assertRefused(NO_CERTIFICATE, () -> get(alice, alice));
        String value = alice.substring("Client-Cert: ".length());
        assertRefused(NO_CERTIFICATE, () -> get("Client-Cert: " + value + ", " + value));
    }

    @Test
    @DisplayName("H5: a header that is no byte sequence is refused")
    void malformedHeaderIsRefused() {
        String base64 = CertificateHeaders.base64(keys.certificate(ALICE));
        for (String value : List.of(
                "",
                ":",
                "::",
                base64,
                ":" + base64,
                base64 + ":",
                "\"" + base64 + "\"",
                ":" + base64 + ":;a=1",
                ":" + base64.replace('A', '*') + ":",
                ":" + base64.substring(0, base64.length() / 2) + ":",
                ": " + base64 + " :",
                ":" + base64 + base64 + ":",
                "-----BEGIN CERTIFICATE----- " + base64 + " -----END CERTIFICATE-----")) {
            assertRefused(NO_CERTIFICATE, () -> get("Client-Cert: " + value));
        }
    }

    @Test
    @DisplayName("H5: no other header is taken, not even from a trusted proxy")
    void otherHeadersAreNotTaken() {
        for (String header : CertificateHeaders.of(keys.certificate(ALICE))) {
            if (!header.startsWith("Client-Cert:")) {
                assertRefused(NO_CERTIFICATE, () -> get(header));
            }
        }
    }

    private HttpAnswer get(String... headers) {
        return server.send(
                "GET",
                "/hello",
                Stream.concat(Stream.of(bearer(boundTo(ALICE))), Stream.of(headers))
                        .toArray(String[]::new));
    }
}
