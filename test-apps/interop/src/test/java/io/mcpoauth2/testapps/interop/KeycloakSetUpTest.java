package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A realm as Keycloak makes it, set up by the script of docs/providers/keycloak.md. */
@ExtendWith({ServersExtension.class, ProvidersExtension.class})
class KeycloakSetUpTest {
    private static final int JDK = 17;

    @Test
    void tokensAreForThisServerAfterTheScriptAndNotBefore(Providers providers, Servers servers) {
        Keycloak keycloak = providers.keycloak(JDK);
        Realm realm = keycloak.plainRealm("documented", "alice", "mcp-client");
        ProtectedServer server = ProtectedServer.shared(servers, JDK, realm.issuer(), Map.of());
        server.assertRefused(realm.login("alice", "mcp-client", "openid").accessToken(), "Invalid audience");

        keycloak.setUp("documented", Servers.AUDIENCE, "mcp-client");
        keycloak.setUp("documented", Servers.AUDIENCE, "another-client", "http://127.0.0.1/callback");

        String token = realm.login("alice", "mcp-client", "openid mcp:use").accessToken();
        server.assertAccepted(token, Jwt.of(token).subject());
        server.assertRefused(realm.login("alice", "mcp-client", "openid").accessToken(), "Invalid audience");
        assertThat(keycloak.admin("GET", "/documented/clients?clientId=another-client", null)
                        .path(0)
                        .path("optionalClientScopes"))
                .extracting(scope -> scope.asText())
                .contains("mcp:use");
    }
}
