package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import io.mcpoauth2.testapps.interop.ServerCredentials.Way;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An oidc-provider that signs what it says of tokens (RFC 9701), with a key that is replaced in between. */
@ExtendWith(ServersExtension.class)
class OidcProviderSignedAnswerTest {
    private static final Map<String, String> FOR_US = Map.of("scope", "mcp:use", "resource", Servers.AUDIENCE);

    @ParameterizedTest(name = "on JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void signedAnswersAreTakenAlsoAfterAKeyRotation(int jdk, Servers servers) {
        try (OidcProvider provider = OidcProvider.start(List.of(OidcProvider.signingKey("old")))) {
            Map<String, String> settings = Introspection.settings(
                    "opaque",
                    provider.credentials(),
                    Way.KEY_AS_JWK,
                    "introspection_response",
                    "jwt",
                    "jwks_cooldown",
                    "1");
            try (ProtectedServer server = ProtectedServer.start(servers, jdk, provider.issuer(), settings)) {
                assertTokensAreJudged(server, provider.issuer());

                RSAKey fresh = OidcProvider.signingKey("new");
                provider.restart(List.of(fresh));
                assertTokensAreJudged(server, provider.issuer());
                assertThat(server.log()).doesNotContain("WARN introspection", "WARN the keys", "ERROR");
            }
        }
    }

    private static void assertTokensAreJudged(ProtectedServer server, Issuer issuer) {
        server.assertAccepted(issuer.clientCredentials("discreet", FOR_US), "client:discreet");
        String revoked = issuer.clientCredentials("discreet", FOR_US);
        issuer.revoke("discreet", revoked);
        server.assertRefused(revoked, "Token is not active");
        server.assertRefused(issuer.clientCredentials("discreet", Map.of("scope", "mcp:use")), "Invalid audience");
    }
}
