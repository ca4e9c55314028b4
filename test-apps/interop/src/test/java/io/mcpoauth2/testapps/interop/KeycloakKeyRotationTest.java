package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A realm of Keycloak changes its keys by the admin REST API while its tokens are used. */
@Tag("full")
@ExtendWith({ServersExtension.class, ProvidersExtension.class})
class KeycloakKeyRotationTest {
    private static final Duration TTL = Duration.ofSeconds(2);

    @ParameterizedTest(name = "on JDK {0}, old key {1}")
    @CsvSource({"17, disabled", "17, removed", "25, disabled", "25, removed"})
    void newKeyIsFollowedAtOnceAndTheEndOfTheOldOneWithinTheTtl(
            int jdk, String end, Providers providers, Servers servers) {
        Realm realm = providers.keycloak(jdk).importRealm("old-key-" + end);
        Map<String, String> settings = Map.of("jwks_cache_ttl", String.valueOf(TTL.toSeconds()), "jwks_cooldown", "1");
        try (ProtectedServer server = ProtectedServer.start(servers, jdk, realm.issuer(), settings)) {
            String old = token(realm);
            String oldKey = Jwt.of(old).keyId();
            server.assertAccepted(old, Jwt.of(old).subject());

            realm.addSigningKey();
            String fresh = token(realm);
            assertThat(Jwt.of(fresh).keyId()).isNotEqualTo(oldKey);
            server.assertAccepted(fresh, Jwt.of(fresh).subject());
            server.assertAccepted(old, Jwt.of(old).subject());

            if (end.equals("disabled")) {
                realm.disableKey(oldKey);
            } else {
                realm.removeKey(oldKey);
            }
            server.awaitRefused(old, "Unknown key", TTL);
            server.assertAccepted(fresh, Jwt.of(fresh).subject());
        }
    }

    private static String token(Realm realm) {
        return realm.login("alice", "stock", "mcp:use").accessToken();
    }
}
