package io.mcpoauth2.testapps.process.kit;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.harness.TlsKeys;
import io.mcpoauth2.testapps.issuer.SigningKey;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.Artifacts;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** R25: an issuer that is spoken with by TLS, as all are outside of tests, with a certificate of an authority of its own. */
@ExtendWith(ServersExtension.class)
class IssuerTlsTest {
    private static final SigningKey KEY = SigningKey.generate("ES256");

    private static TlsKeys tls;
    private static WireMockServer web;

    @BeforeAll
    static void startIssuer(Servers servers) {
        tls = servers.tlsKeys();
        web = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .httpDisabled(true)
                .dynamicHttpsPort()
                .keystorePath(tls.serverStore().toString())
                .keystoreType("PKCS12")
                .keystorePassword(tls.password())
                .keyManagerPassword(tls.password()));
        web.start();
        for (String host : List.of("127.0.0.1", "localhost")) {
            publish(host);
        }
        web.stubFor(any(urlEqualTo("/jwks")).willReturn(okJson(Kit.json(Map.of("keys", List.of(KEY.publicJwk()))))));
    }

    @AfterAll
    static void stopIssuer() {
        web.stop();
    }

    private static void publish(String host) {
        String metadata = Kit.json(Map.of("issuer", issuer(host), "jwks_uri", address(host) + "/jwks"));
        web.stubFor(any(urlEqualTo("/.well-known/oauth-authorization-server/" + host))
                .willReturn(okJson(metadata)));
    }

    private static String address(String host) {
        return "https://" + host + ":" + web.httpsPort();
    }

    private static String issuer(String host) {
        return address(host) + "/" + host;
    }

    @ParameterizedTest(name = "R25: tokens of an issuer whose certificate the JVM trusts are judged, on {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void trustedIssuerIsAsked(int jdk, Servers servers) throws IOException {
        try (ServerProcess server = trusting(server(jdk, "127.0.0.1")).start()) {
            HttpAnswer answer = call(server, token(servers, "127.0.0.1", KEY));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains(Sent.TEXT);
            assertThat(server.executionCount()).isEqualTo(1);
            String forged =
                    token(servers, "127.0.0.1", SigningKey.generate("ES256").withKid(KEY.kid()));
            assertThat(call(server, forged).status()).isEqualTo(401);
            assertThat(server.executionCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "R25, G7: an issuer whose certificate the JVM does not trust is not believed, on {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void untrustedIssuerIsNotBelieved(int jdk, Servers servers) throws IOException {
        try (ServerProcess server = server(jdk, "127.0.0.1").start()) {
            assertUnavailable(server, token(servers, "127.0.0.1", KEY), "SSLHandshakeException");
        }
    }

    @ParameterizedTest(name = "R25, G7: an issuer with a trusted certificate for another host is not believed, on {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void issuerWithAnothersCertificateIsNotBelieved(int jdk, Servers servers) throws IOException {
        try (ServerProcess server = trusting(server(jdk, "localhost")).start()) {
            assertUnavailable(server, token(servers, "localhost", KEY), "should be <localhost>");
        }
    }

    @ParameterizedTest(name = "N6: an application that names its trust store in code is understood, on {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void applicationMayNameItsTrustStoreInCode(int jdk, Servers servers) throws IOException {
        try (ServerProcess server = ServerKind.JDK_HTTP
                .process(false, Transport.STATELESS)
                .jdk(jdk)
                .arguments(
                        "late-trust=" + tls.serverStore(),
                        "late-trust-password=" + tls.password(),
                        "late-address=" + address("127.0.0.1") + "/jwks")
                .agent(
                        Artifacts.agentJar(),
                        Map.of("issuer", issuer("127.0.0.1"), "audience", Servers.AUDIENCE, "exempt_routes", "/trust"))
                .start()) {
            // The agent has spoken TLS by then, and knew no trust store but the JDK's.
            assertUnavailable(server, token(servers, "127.0.0.1", KEY), "SSLHandshakeException");
            assertThat(RawHttp.exchange(server.port(), TestServer.request("GET", "/trust", null))
                            .body())
                    .isEqualTo("200");
        }
    }

    private static void assertUnavailable(ServerProcess server, String token, String cause) throws IOException {
        KeyServer.assertUnavailable(call(server, token));
        assertThat(server.executionCount()).isZero();
        assertThat(server.awaitStderr("[mcp-oauth2-agent] WARN the keys of https://", KeyServer.MARGIN))
                .hasValueSatisfying(line -> assertThat(line).contains(cause));
    }

    private static ServerProcessBuilder server(int jdk, String host) {
        return ServerKind.SDK2_TOMCAT11
                .process(false, Transport.STATELESS)
                .jdk(jdk)
                .agent(Artifacts.agentJar(), Map.of("issuer", issuer(host), "audience", Servers.AUDIENCE));
    }

    private static ServerProcessBuilder trusting(ServerProcessBuilder server) {
        return server.property("javax.net.ssl.trustStore", tls.serverStore().toString())
                .property("javax.net.ssl.trustStorePassword", tls.password());
    }

    private static String token(Servers servers, String host, SigningKey key) {
        return servers.issuer().mint(TokenSpec.valid().issuer(issuer(host)).signedWith(key));
    }

    private static HttpAnswer call(ServerProcess server, String token) throws IOException {
        Sent request = Sent.bearer(token);
        return RawHttp.exchange(
                server.port(), TestServer.request("POST", request.target(), request.body(), request.lines()));
    }
}
