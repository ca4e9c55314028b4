package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.interop.ServerCredentials.Way;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The opaque tokens of an oidc-provider, which the agent asks it about. */
@ParameterizedClass(name = "on JDK {0}")
@MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
@ExtendWith({ServersExtension.class, ProvidersExtension.class})
class OidcProviderIntrospectionTest {
    private static final String ELSEWHERE = "https://elsewhere.example.com/mcp";
    private static final Map<String, String> FOR_US = Map.of("scope", "mcp:use", "resource", Servers.AUDIENCE);

    private final Servers servers;
    private final int jdk;
    private final OidcProvider provider;
    private final Issuer issuer;
    private final ProtectedServer server;

    OidcProviderIntrospectionTest(int jdk, Providers providers, Servers servers) {
        this.servers = servers;
        this.jdk = jdk;
        provider = providers.oidcProvider();
        issuer = provider.issuer();
        server = ProtectedServer.shared(
                servers,
                jdk,
                issuer,
                Introspection.settings("opaque", provider.credentials(), Way.CLIENT_SECRET_BASIC));
    }

    @ParameterizedTest
    @EnumSource
    void tokenIsAcceptedWhicheverWayTheAgentProvesWhoAsks(Way way) {
        Map<String, String> settings = Introspection.settings("opaque", provider.credentials(), way);
        try (ProtectedServer asking = ProtectedServer.start(servers, jdk, issuer, settings)) {
            asking.assertAccepted(issuer.clientCredentials("discreet", FOR_US), "client:discreet");
            asking.assertRefused("garbage", "Token is not active");
        }
    }

    @Test
    void userWhoLogsInReachesTheHandler() {
        String token = login("openid mcp:use").accessToken();

        assertThat(token).doesNotContain(".");
        server.assertAccepted(token, "alice");
    }

    @Test
    void tokenWithoutTheScopeIsForbidden() {
        Map<String, String> admin = Map.of("scope", "mcp:admin", "resource", Servers.AUDIENCE);

        server.assertForbidden(issuer.clientCredentials("discreet", admin));
    }

    @Test
    void scopeOfTheTokenReachesTheGuardOfTheHandler() {
        server.assertAnswers("admin", login("openid mcp:use mcp:admin").accessToken(), "admin:alice");
        server.assertGuarded("admin", login("openid mcp:use").accessToken(), "needs the scope mcp:admin");
    }

    @Test
    void tokenForAnotherResourceIsRefused() {
        Map<String, String> elsewhere = Map.of("scope", "mcp:use", "resource", ELSEWHERE);

        server.assertRefused(issuer.clientCredentials("discreet", elsewhere), "Invalid audience");
    }

    @Test
    void tokenForNoResourceIsRefused() {
        server.assertRefused(issuer.clientCredentials("discreet", Map.of("scope", "mcp:use")), "Invalid audience");
    }

    /** The provider says that it is active, and not that it is no access token. */
    @Test
    void refreshTokenIsRefused() {
        Tokens tokens = login("openid offline_access mcp:use");

        server.assertAccepted(tokens.accessToken(), "alice");
        server.assertRefused(tokens.refreshToken(), "Invalid audience");
    }

    @Test
    void jwtsOfTheSameIssuerAreJudgedByTheirSignature() {
        String token = issuer.clientCredentials("machine", FOR_US);

        server.assertAccepted(token, "machine");
        server.assertRefused(token.substring(0, token.length() - 8) + "AAAAAAAA", "Invalid signature");
    }

    @Test
    void boundTokenIsRefusedAsBearerTokenAndAcceptedWithAProof() {
        DpopKey key = DpopKey.ec();
        String token = issuer.boundToken("discreet", FOR_US, key);
        DpopClient client = new DpopClient(server, token, key);

        server.assertRefused(token, "Proof of possession required");
        client.assertAccepted(client.proof(), "client:discreet");
        client.assertProofRefused(null, "The request needs exactly one header DPoP with a proof");
    }

    /** Nothing in the answer speaks of a user, so the client stands for the subject. */
    @Test
    void clientsOwnTokenIsForbiddenWhereAUserIsRequired() {
        Map<String, String> settings = Introspection.settings(
                "opaque", provider.credentials(), Way.CLIENT_SECRET_BASIC, "require_user", "true");
        try (ProtectedServer forUsers = ProtectedServer.start(servers, jdk, issuer, settings)) {
            forUsers.assertAccepted(login("openid mcp:use").accessToken(), "alice");
            forUsers.assertUserWanted(issuer.clientCredentials("discreet", FOR_US));
        }
    }

    private Tokens login(String scopes) {
        return AuthorizationCode.login(issuer, "discreet-browser", "alice", scopes, Servers.AUDIENCE);
    }
}
