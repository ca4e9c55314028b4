package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.interop.ServerCredentials.Way;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The lightweight tokens of a Keycloak, which say neither for whom they are nor of whom they speak; the answer about them does. */
@Tag("full")
@ParameterizedClass(name = "on JDK {0}")
@MethodSource("io.mcpoauth2.testapps.process.TestedJdks#first")
@ExtendWith({ServersExtension.class, ProvidersExtension.class})
class KeycloakLightweightTokenTest {
    private final Servers servers;
    private final int jdk;
    private final Realm realm;

    KeycloakLightweightTokenTest(int jdk, Providers providers, Servers servers) {
        this.servers = servers;
        this.jdk = jdk;
        realm = providers.realm(jdk);
    }

    @Test
    void tokenIsAcceptedOnlyIfTheAgentAsks() {
        ProtectedServer asking = ProtectedServer.shared(
                servers,
                jdk,
                realm.issuer(),
                Introspection.settings("jwt", realm.credentials(), Way.CLIENT_SECRET_BASIC));
        ProtectedServer silent = ProtectedServer.shared(servers, jdk, realm.issuer(), Map.of());
        String token = login("alice", "light", "mcp:use mcp:admin");
        String subject = Jwt.of(login("alice", "stock", "mcp:use")).subject();

        assertThat(Jwt.of(token).audience()).isEmpty();
        assertThat(Jwt.of(token).subject()).isNull();
        asking.assertAccepted(token, subject);
        asking.assertAnswers("role", token, "role:" + subject);
        asking.assertAnswers("admin", token, "admin:" + subject);
        silent.assertRefused(token, "Invalid audience");
    }

    /** As docs/providers.md has it: the server is a client of Keycloak by its URL, and its roles are that client's. */
    @Test
    void serverMayBeAClientByItsUrl() {
        Map<String, String> settings = Introspection.settings(
                "jwt",
                realm.credentials(),
                Way.CLIENT_SECRET_BASIC,
                "client_id",
                Servers.AUDIENCE,
                "roles_claim",
                "resource_access." + Servers.AUDIENCE + ".roles");
        try (ProtectedServer server = ProtectedServer.start(servers, jdk, realm.issuer(), settings)) {
            String subject = Jwt.of(login("carol", "stock", "mcp:use")).subject();

            server.assertAnswers("role", login("carol", "light", "mcp:use"), "role:" + subject);
            server.assertGuarded("role", login("alice", "light", "mcp:use"), "needs the role operator");
            server.assertForbidden(login("carol", "light", "mcp:admin"));
            server.assertRefused(login("alice", "light", "mcp:admin"), "Token is not active");
        }
    }

    private String login(String user, String client, String scopes) {
        return realm.login(user, client, scopes).accessToken();
    }
}
