package io.mcpoauth2.testapps.interop;

import io.mcpoauth2.testapps.interop.ServerCredentials.Way;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The JWTs of a Keycloak, which the agent asks it about after it has verified them itself. */
@ParameterizedClass(name = "on JDK {0}")
@MethodSource("io.mcpoauth2.testapps.process.TestedJdks#first")
@ExtendWith({ServersExtension.class, ProvidersExtension.class})
@Tag("full")
class KeycloakIntrospectionTest {
    private final Servers servers;
    private final int jdk;
    private final Realm realm;
    private final ProtectedServer server;

    KeycloakIntrospectionTest(int jdk, Providers providers, Servers servers) {
        this.servers = servers;
        this.jdk = jdk;
        realm = providers.realm(jdk);
        server = ProtectedServer.shared(
                servers,
                jdk,
                realm.issuer(),
                Introspection.settings("jwt", realm.credentials(), Way.CLIENT_SECRET_BASIC));
    }

    @ParameterizedTest
    @CsvSource({"jwt, CLIENT_SECRET_POST", "jwt, KEY_IN_PEM", "all, CLIENT_SECRET_BASIC", "all, KEY_AS_JWK"})
    void stockTokenIsAcceptedWhicheverWayTheAgentProvesWhoAsks(String mode, Way way) {
        Map<String, String> settings = Introspection.settings(mode, realm.credentials(), way);
        try (ProtectedServer asking = ProtectedServer.start(servers, jdk, realm.issuer(), settings)) {
            String token = realm.login("alice", "stock", "mcp:use").accessToken();

            asking.assertAccepted(token, Jwt.of(token).subject());
            asking.assertRefused("garbage", mode.equals("all") ? "Token is not active" : "Malformed token");
        }
    }

    @Test
    void scopesAndRolesReachTheGuardOfTheHandler() {
        String alice = realm.login("alice", "stock", "mcp:use mcp:admin").accessToken();
        String bob = realm.login("bob", "stock", "mcp:use").accessToken();

        server.assertAnswers("role", alice, "role:" + Jwt.of(alice).subject());
        server.assertAnswers("admin", alice, "admin:" + Jwt.of(alice).subject());
        server.assertGuarded("role", bob, "needs the role operator");
        server.assertGuarded("admin", bob, "needs the scope mcp:admin");
    }

    @Test
    void tokenWithoutTheScopeIsRefused() {
        // The audience of who asks comes with the scope.
        server.assertRefused(realm.login("alice", "careless", "openid").accessToken(), "Token is not active");
        server.assertRefused(realm.login("alice", "light", "mcp:admin").accessToken(), "Token is not active");
    }

    @Test
    void tokenWithAnotherSignatureIsRefused() {
        String token = realm.login("alice", "light", "mcp:use").accessToken();

        server.assertRefused(token.substring(0, token.length() - 8) + "AAAAAAAA", "Invalid signature");
    }

    @Test
    void idTokenAndRefreshTokenAreRefused() {
        Tokens tokens = realm.login("alice", "careless", "openid mcp:use");

        server.assertAccepted(tokens.accessToken(), Jwt.of(tokens.accessToken()).subject());
        server.assertRefused(tokens.idToken(), "Invalid token type");
        server.assertRefused(tokens.refreshToken(), "Invalid token type");
    }

    @Test
    void boundTokenNeedsItsProofStill() {
        DpopKey key = DpopKey.ec();
        String token = realm.issuer().boundToken("bound", Map.of("scope", "mcp:use"), key);
        DpopClient client = new DpopClient(server, token, key);

        server.assertRefused(token, "Proof of possession required");
        client.assertAccepted(client.proof(), Jwt.of(token).subject());
        client.assertProofRefused(null, "The request needs exactly one header DPoP with a proof");
    }

    /** Who got a lightweight token is known from the answer only. */
    @Test
    void clientsOwnTokenIsForbiddenWhereAUserIsRequired() {
        Map<String, String> settings =
                Introspection.settings("jwt", realm.credentials(), Way.CLIENT_SECRET_BASIC, "require_user", "true");
        try (ProtectedServer forUsers = ProtectedServer.start(servers, jdk, realm.issuer(), settings)) {
            Map<String, String> use = Map.of("scope", "mcp:use");
            Tokens alice = realm.login("alice", "stock", "mcp:use");

            forUsers.assertAccepted(
                    alice.accessToken(), Jwt.of(alice.accessToken()).subject());
            forUsers.assertUserWanted(realm.issuer().clientCredentials("stock", use));
            forUsers.assertUserWanted(realm.issuer().clientCredentials("light", use));
        }
    }

    @Test
    void wrongClientSecretIsSaidInTheLogAndMakesTheServerUnavailable() {
        Map<String, String> settings =
                Introspection.settings("jwt", realm.credentials(), Way.CLIENT_SECRET_BASIC, "client_secret", "another");
        try (ProtectedServer wrong = ProtectedServer.start(servers, jdk, realm.issuer(), settings)) {
            wrong.assertUnavailable(realm.login("alice", "stock", "mcp:use").accessToken());
            wrong.awaitLine("WARN", "status 401: the issuer does not accept client_id and its credential");
        }
    }

    /** Keycloak does not know RFC 9701 and answers plain JSON. */
    @Test
    void unsignedAnswerIsNoneWhereSignedOnesAreAskedFor() {
        Map<String, String> settings = Introspection.settings(
                "jwt", realm.credentials(), Way.CLIENT_SECRET_BASIC, "introspection_response", "jwt");
        try (ProtectedServer strict = ProtectedServer.start(servers, jdk, realm.issuer(), settings)) {
            strict.assertUnavailable(realm.login("alice", "stock", "mcp:use").accessToken());
            strict.awaitLine("WARN", "instead of application/token-introspection+jwt");
        }
    }
}
