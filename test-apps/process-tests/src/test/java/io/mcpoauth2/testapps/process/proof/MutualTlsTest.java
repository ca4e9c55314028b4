package io.mcpoauth2.testapps.process.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates that clients show to the server's own TLS. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class MutualTlsTest extends ProofTest {
    MutualTlsTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return Stream.of(
                        ServerSpec.of(ServerKind.SDK2_TOMCAT11, 25),
                        ServerSpec.of(ServerKind.SDK1_TOMCAT10, 17).argument("forwarded=true"),
                        ServerSpec.of(ServerKind.SDK2_JETTY12, 17),
                        ServerSpec.of(ServerKind.SDK1_JETTY12, 25).argument("forwarded=true"),
                        ServerSpec.of(ServerKind.JDK_HTTP, 25),
                        ServerSpec.of(ServerKind.SPRING_AI_WEBMVC, 25),
                        ServerSpec.of(ServerKind.SPRING_AI_WEBFLUX, 17),
                        ServerSpec.of(ServerKind.KTOR_NETTY, 25),
                        ServerSpec.of(ServerKind.SDK0_JETTY11, 17),
                        ServerSpec.of(ServerKind.QUARKUS_MCP, 17),
                        ServerSpec.of(ServerKind.SDK2_VERTX5, 25),
                        ServerSpec.of(ServerKind.HELIDON_MCP, 25),
                        ServerSpec.of(ServerKind.MICRONAUT_MCP, 17),
                        ServerSpec.of(ServerKind.SDK2_UNDERTOW, 25))
                .flatMap(ServerSpec::andOnOtherJdks)
                .map(ServerSpec::withTls);
    }

    @Test
    @DisplayName("H1: a token is accepted with the certificate it is bound to, and its tool runs")
    void boundTokenWithItsCertificateIsAccepted() {
        if (server.spec().transport() == Transport.SSE) {
            assertServed(() -> server.send(keys.client(ALICE), "GET", "/hello", bearer(boundTo(ALICE))));
            return;
        }
        long before = server.executions();
        McpHttp alice = server.mcp(keys.client(ALICE)).withToken(boundTo(ALICE));
        assertThat(alice.initialize().status()).isEqualTo(200);
        assertThat(alice.callTool("add", Map.of("a", 20, "b", 22)).toolText()).isEqualTo("42");
        assertThat(server.executions()).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("H1: a token is refused with another certificate than it is bound to")
    void boundTokenWithAnotherCertificateIsRefused() {
        assertRefused(NO_CERTIFICATE, () -> server.send(keys.client(BOB), "GET", "/hello", bearer(boundTo(ALICE))));
        assertServed(() -> server.send(keys.client(BOB), "GET", "/hello", bearer(boundTo(BOB))));
    }

    @Test
    @DisplayName("H1: a bound token is refused without a certificate")
    void boundTokenWithoutACertificateIsRefused() {
        assertRefused(NO_CERTIFICATE, () -> server.send(keys.client(null), "GET", "/hello", bearer(boundTo(ALICE))));
    }

    @Test
    @DisplayName("H1: a token that is bound to a certificate is refused by the scheme DPoP")
    void boundTokenIsRefusedByDpop() {
        assertRefused(
                "A token that is sent by the scheme DPoP has to be bound to a key (cnf.jkt)",
                () -> server.send(keys.client(ALICE), "GET", "/hello", "Authorization: DPoP " + boundTo(ALICE)));
    }

    @Test
    @DisplayName("H1: a token without a binding needs no certificate, and may come with one")
    void unboundTokenIsAcceptedEitherWay() {
        assertServed(() -> server.send(keys.client(null), "GET", "/hello", servers.bearer("alice")));
        assertServed(() -> server.send(keys.client(ALICE), "GET", "/hello", servers.bearer("alice")));
    }

    @Test
    @DisplayName("H5: no header stands for a certificate, or for another than the client has shown")
    void headersAreNoCertificate() {
        for (String header : CertificateHeaders.of(keys.certificate(ALICE))) {
            assertRefused(
                    NO_CERTIFICATE,
                    () -> server.send(keys.client(null), "GET", "/hello", bearer(boundTo(ALICE)), header));
            assertRefused(
                    NO_CERTIFICATE,
                    () -> server.send(keys.client(BOB), "GET", "/hello", bearer(boundTo(ALICE)), header));
        }
    }
}
