package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that a provider has bound to a client's certificate (RFC 8705), which a proxy passes on (RFC 9440). */
@ExtendWith({ServersExtension.class, ProvidersExtension.class})
class CertificateBoundTokenTest {
    private static final Map<String, String> FOR_US = Map.of("scope", "mcp:use", "resource", Servers.AUDIENCE);

    private final ClientCertificate certificate = new ClientCertificate("client");
    private final ClientCertificate another = new ClientCertificate("thief");

    @ParameterizedTest(name = "on JDK {0}, {1}")
    @MethodSource("io.mcpoauth2.testapps.interop.ProviderKind#onJdks")
    void tokenIsAcceptedOnlyWithItsCertificateFromATrustedProxy(
            int jdk, ProviderKind provider, Providers providers, Servers servers) {
        Issuer issuer = provider.issuer(providers, jdk);
        String token = issuer.certifiedToken("certified", FOR_US, certificate);
        Jwt jwt = Jwt.of(token);
        assertThat(jwt.text("cnf")).contains(certificate.thumbprint());

        Map<String, String> settings = Map.of("mtls", "required", "trusted_proxies", "127.0.0.1");
        try (ProtectedServer behind = ProtectedServer.start(servers, jdk, issuer, settings)) {
            behind.assertAccepted(headers(token, certificate), jwt.subject());
            assertRefused(behind, headers(token, another));
            behind.assertRefused(token, "Proof of possession required");

            String unbound = issuer.clientCredentials(provider.plainClient(), FOR_US);
            assertRefused(behind, headers(unbound, certificate));
            assertThat(behind.read("/.well-known/oauth-protected-resource/mcp")
                            .json()
                            .path("tls_client_certificate_bound_access_tokens")
                            .asBoolean())
                    .isTrue();
        }

        ProtectedServer open = ProtectedServer.shared(servers, jdk, issuer, Map.of());
        assertRefused(open, headers(token, certificate));
        open.assertRefused(token, "Proof of possession required");
    }

    private static void assertRefused(ProtectedServer server, Map<String, String> headers) {
        HttpAnswer answer = server.refusal(headers, 401, "TOKEN_VALIDATION_ERROR");
        assertThat(answer.json().path("error").asText())
                .isEqualTo("Token validation failed: Proof of possession required");
    }

    private static Map<String, String> headers(String token, ClientCertificate shown) {
        return Map.of("Authorization", "Bearer " + token, "Client-Cert", shown.header());
    }
}
