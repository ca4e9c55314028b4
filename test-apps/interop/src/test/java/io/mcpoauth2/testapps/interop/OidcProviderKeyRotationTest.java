package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An oidc-provider changes its keys as its documentation advises: the new one is published behind the old one, then
 * moved in front of it, and in the end the old one is taken away; each step is a restart.
 */
@ExtendWith(ServersExtension.class)
class OidcProviderKeyRotationTest {
    private static final Map<String, String> FOR_US = Map.of("scope", "mcp:use", "resource", Servers.AUDIENCE);
    private static final Duration TTL = Duration.ofSeconds(2);

    @ParameterizedTest(name = "on JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void tokensOfEveryStepAreAcceptedUntilTheirKeyIsTakenAway(int jdk, Servers servers) {
        RSAKey oldKey = OidcProvider.signingKey("old");
        RSAKey newKey = OidcProvider.signingKey("new");
        Map<String, String> settings = Map.of("jwks_cache_ttl", String.valueOf(TTL.toSeconds()), "jwks_cooldown", "1");
        try (OidcProvider provider = OidcProvider.start(List.of(oldKey));
                ProtectedServer server = ProtectedServer.start(servers, jdk, provider.issuer(), settings)) {
            String first = token(provider, oldKey);
            server.assertAccepted(first, "machine");

            provider.restart(List.of(oldKey, newKey));
            server.assertAccepted(token(provider, oldKey), "machine");

            provider.restart(List.of(newKey, oldKey));
            String second = token(provider, newKey);
            server.assertAccepted(second, "machine");
            server.assertAccepted(first, "machine");

            provider.restart(List.of(newKey));
            server.awaitRefused(first, "Unknown key", TTL);
            server.assertAccepted(second, "machine");
        }
    }

    private static String token(OidcProvider provider, RSAKey signedWith) {
        String token = provider.issuer().clientCredentials("machine", FOR_US);
        assertThat(Jwt.of(token).keyId()).isEqualTo(signedWith.getKeyID());
        return token;
    }
}
