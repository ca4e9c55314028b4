package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The tokens of an oidc-provider, which knows resource indicators (RFC 8707) and types its JWTs (RFC 9068). */
@ParameterizedClass(name = "on JDK {0}")
@MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
@ExtendWith({ServersExtension.class, ProvidersExtension.class})
class OidcProviderTokenTest {
    private static final Map<String, String> FOR_US = Map.of("scope", "mcp:use", "resource", Servers.AUDIENCE);

    private final Issuer issuer;
    private final ProtectedServer server;

    OidcProviderTokenTest(int jdk, Providers providers, Servers servers) {
        issuer = providers.oidcProvider().issuer();
        server = ProtectedServer.shared(servers, jdk, issuer, Map.of("token_types", "at+jwt"));
    }

    @Test
    void tokenForOurResourceIsAccepted() {
        String token = issuer.clientCredentials("machine", FOR_US);

        assertThat(Jwt.of(token).type()).isEqualTo("at+jwt");
        server.assertAccepted(token, "machine");
    }

    @Test
    void tokenForAnotherResourceIsRefused() {
        Map<String, String> elsewhere = Map.of("scope", "mcp:use", "resource", "https://elsewhere.example.com/mcp");

        server.assertRefused(issuer.clientCredentials("machine", elsewhere), "Invalid audience");
    }

    @Test
    void tokenWithoutTheScopeIsForbidden() {
        Map<String, String> admin = Map.of("scope", "mcp:admin", "resource", Servers.AUDIENCE);

        server.assertForbidden(issuer.clientCredentials("machine", admin));
    }

    @Test
    void opaqueTokenIsRefusedWhateverItsResource() {
        server.assertRefused(issuer.clientCredentials("machine", Map.of("scope", "mcp:use")), "Malformed token");
        server.assertRefused(issuer.clientCredentials("discreet", FOR_US), "Malformed token");
    }

    @Test
    void boundTokenIsRefusedAsBearerToken() {
        DpopKey key = DpopKey.ec();
        String token = issuer.boundToken("bound", FOR_US, key);

        assertThat(Jwt.of(token).text("cnf")).contains(key.thumbprint());
        server.assertRefused(token, "Proof of possession required");
    }

    @Test
    void userWhoLogsInReachesTheHandlerAndTheIdTokenDoesNot() {
        Tokens tokens = AuthorizationCode.login(issuer, "browser", "alice", "openid mcp:use", Servers.AUDIENCE);

        server.assertAccepted(tokens.accessToken(), "alice");
        server.assertRefused(tokens.idToken(), "Invalid token type");
    }
}
