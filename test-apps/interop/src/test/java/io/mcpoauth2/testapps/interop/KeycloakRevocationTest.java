package io.mcpoauth2.testapps.interop;

import io.mcpoauth2.testapps.interop.ServerCredentials.Way;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JWTs of a Keycloak whose session ends, or that are revoked, before they expire. */
@ExtendWith({ServersExtension.class, ProvidersExtension.class})
class KeycloakRevocationTest {
    private static final Duration TTL = Duration.ofSeconds(2);

    /** What ends a token before its time. */
    private enum End {
        LOGOUT((realm, tokens) -> realm.issuer().logOut("stock", tokens.refreshToken())),
        ADMINISTRATOR(
                (realm, tokens) -> realm.endSession(Jwt.of(tokens.accessToken()).text("sid"))),
        REVOCATION((realm, tokens) -> realm.issuer().revoke("stock", tokens.accessToken()));

        private final BiConsumer<Realm, Tokens> action;

        End(BiConsumer<Realm, Tokens> action) {
            this.action = action;
        }
    }

    @ParameterizedTest(name = "on JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#first")
    void tokenIsRefusedAtOnceIfNoAnswerIsKept(int jdk, Providers providers, Servers servers) {
        Realm realm = providers.realm(jdk);
        try (ProtectedServer server = start(jdk, realm, servers, Duration.ZERO)) {
            for (End end : End.values()) {
                Tokens tokens = realm.login("alice", "stock", "mcp:use");
                Tokens others = realm.login("alice", "stock", "mcp:use");
                server.assertAccepted(
                        tokens.accessToken(), Jwt.of(tokens.accessToken()).subject());

                end.action.accept(realm, tokens);

                server.assertRefused(tokens.accessToken(), "Token is not active");
                server.assertAccepted(
                        others.accessToken(), Jwt.of(others.accessToken()).subject());
            }
        }
    }

    @ParameterizedTest(name = "on JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#first")
    void tokenIsRefusedWithinTheTtl(int jdk, Providers providers, Servers servers) {
        Realm realm = providers.realm(jdk);
        ProtectedServer silent = ProtectedServer.shared(servers, jdk, realm.issuer(), Map.of());
        try (ProtectedServer server = start(jdk, realm, servers, TTL)) {
            Tokens tokens = realm.login("alice", "stock", "mcp:use");
            String subject = Jwt.of(tokens.accessToken()).subject();
            server.assertAccepted(tokens.accessToken(), subject);

            realm.issuer().logOut("stock", tokens.refreshToken());

            server.awaitRefused(tokens.accessToken(), "Token is not active", TTL);
            silent.assertAccepted(tokens.accessToken(), subject);
        }
    }

    private static ProtectedServer start(int jdk, Realm realm, Servers servers, Duration ttl) {
        Map<String, String> settings = Introspection.settings(
                "jwt",
                realm.credentials(),
                Way.CLIENT_SECRET_BASIC,
                "introspection_cache_ttl",
                String.valueOf(ttl.toSeconds()));
        return ProtectedServer.start(servers, jdk, realm.issuer(), settings);
    }
}
