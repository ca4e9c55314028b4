package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The tokens of a Keycloak, with Keycloak and the MCP server both on the same JDK. */
@ParameterizedClass(name = "on JDK {0}")
@MethodSource("io.mcpoauth2.testapps.process.TestedJdks#first")
@ExtendWith({ServersExtension.class, ProvidersExtension.class})
class KeycloakTokenTest {
    private final Servers servers;
    private final int jdk;
    private final Realm realm;
    private final ProtectedServer server;

    KeycloakTokenTest(int jdk, Providers providers, Servers servers) {
        this.servers = servers;
        this.jdk = jdk;
        realm = providers.realm(jdk);
        server = ProtectedServer.shared(servers, jdk, realm.issuer(), Map.of());
    }

    @Test
    void stockTokenIsAcceptedAndItsSubjectReachesTheHandler() {
        String token = realm.login("alice", "stock", "mcp:use").accessToken();
        Jwt jwt = Jwt.of(token);

        assertThat(jwt.type()).isEqualTo("JWT");
        assertThat(jwt.text("typ")).isEqualTo("Bearer");
        server.assertAccepted(token, jwt.subject());
    }

    @Test
    void tokenOfAClientItselfIsAccepted() {
        String token = realm.issuer().clientCredentials("stock", Map.of("scope", "mcp:use"));

        server.assertAccepted(token, Jwt.of(token).subject());
    }

    @Test
    void realmRoleOfTheUserReachesTheGuardOfTheHandler() {
        String alice = realm.login("alice", "stock", "mcp:use").accessToken();
        String bob = realm.login("bob", "stock", "mcp:use").accessToken();

        server.assertAnswers("role", alice, "role:" + Jwt.of(alice).subject());
        server.assertAccepted(bob, Jwt.of(bob).subject());
        server.assertGuarded("role", bob, "needs the role operator");
    }

    @Test
    void scopeOfTheTokenReachesTheGuardOfTheHandler() {
        String more = realm.login("alice", "stock", "mcp:use mcp:admin").accessToken();
        String less = realm.login("alice", "stock", "mcp:use").accessToken();

        server.assertAnswers("admin", more, "admin:" + Jwt.of(more).subject());
        server.assertGuarded("admin", less, "needs the scope mcp:admin");
    }

    @Test
    void tokenWithoutOurAudienceIsRefused() {
        String token = realm.login("alice", "elsewhere", "mcp:admin").accessToken();

        assertThat(Jwt.of(token).audience()).containsExactly("account");
        server.assertRefused(token, "Invalid audience");
    }

    @Test
    void tokenWithoutTheScopeIsForbidden() {
        String token = realm.login("alice", "careless", "openid").accessToken();

        assertThat(Jwt.of(token).audience()).contains(Servers.AUDIENCE);
        server.assertForbidden(token);
    }

    @Test
    void idTokenIsRefusedEvenIfItHasOurAudience() {
        String token = realm.login("alice", "careless", "openid mcp:use").idToken();

        assertThat(Jwt.of(token).audience()).contains(Servers.AUDIENCE);
        server.assertRefused(token, "Invalid token type");
        server.assertRefused(realm.login("alice", "stock", "openid mcp:use").idToken(), "Invalid token type");
    }

    @Test
    void refreshTokenIsRefused() {
        String token = realm.login("alice", "stock", "openid mcp:use").refreshToken();

        server.assertRefused(token, "Invalid token type");
    }

    @Test
    void typedTokenIsAcceptedAlsoWhereNoOtherTypeIs() {
        ProtectedServer strict = ProtectedServer.shared(servers, jdk, realm.issuer(), Map.of("token_types", "at+jwt"));
        String typed = realm.login("alice", "typed", "mcp:use").accessToken();
        String stock = realm.login("alice", "stock", "mcp:use").accessToken();

        assertThat(Jwt.of(typed).type()).isEqualTo("at+jwt");
        server.assertAccepted(typed, Jwt.of(typed).subject());
        strict.assertAccepted(typed, Jwt.of(typed).subject());
        strict.assertRefused(stock, "Invalid token type");
    }

    @Test
    void boundTokenIsRefusedAsBearerToken() {
        DpopKey key = DpopKey.ec();
        String token = realm.issuer().boundToken("stock", Map.of("scope", "mcp:use"), key);

        assertThat(Jwt.of(token).text("cnf")).contains(key.thumbprint());
        server.assertRefused(token);
    }

    @Test
    void keyForEncryptionInTheKeySetDoesNoHarm() {
        String token = realm.login("alice", "stock", "mcp:use").accessToken();

        assertThat(realm.issuer().keys())
                .extracting(key -> key.path("use").asText())
                .contains("enc", "sig");
        server.assertAccepted(token, Jwt.of(token).subject());
        assertThat(server.log().lines().filter(line -> line.startsWith("[mcp-oauth2-agent]")))
                .isNotEmpty()
                .noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
    }
}
