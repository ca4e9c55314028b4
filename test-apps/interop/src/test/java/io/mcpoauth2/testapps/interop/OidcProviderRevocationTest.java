package io.mcpoauth2.testapps.interop;

import io.mcpoauth2.testapps.interop.ServerCredentials.Way;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Opaque tokens of an oidc-provider that are revoked (RFC 7009) while they are used. */
@ExtendWith({ServersExtension.class, ProvidersExtension.class})
class OidcProviderRevocationTest {
    private static final Map<String, String> FOR_US = Map.of("scope", "mcp:use", "resource", Servers.AUDIENCE);

    @ParameterizedTest(name = "on JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void revokedTokenIsRefusedWithinTheTtl(int jdk, Providers providers, Servers servers) {
        try (ProtectedServer server = start(jdk, providers, servers, 2)) {
            Issuer issuer = providers.oidcProvider().issuer();
            String token = issuer.clientCredentials("discreet", FOR_US);
            server.assertAccepted(token, "client:discreet");

            issuer.revoke("discreet", token);

            server.awaitRefused(token, "Token is not active", Duration.ofSeconds(2));
        }
    }

    @ParameterizedTest(name = "on JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void revokedTokenIsRefusedAtOnceIfNoAnswerIsKept(int jdk, Providers providers, Servers servers) {
        try (ProtectedServer server = start(jdk, providers, servers, 0)) {
            Issuer issuer = providers.oidcProvider().issuer();
            String revoked = issuer.clientCredentials("discreet", FOR_US);
            String other = issuer.clientCredentials("discreet", FOR_US);
            server.assertAccepted(revoked, "client:discreet");

            issuer.revoke("discreet", revoked);

            server.assertRefused(revoked, "Token is not active");
            server.assertAccepted(other, "client:discreet");
        }
    }

    private static ProtectedServer start(int jdk, Providers providers, Servers servers, int ttl) {
        OidcProvider provider = providers.oidcProvider();
        Map<String, String> settings = Introspection.settings(
                "opaque",
                provider.credentials(),
                Way.CLIENT_SECRET_BASIC,
                "introspection_cache_ttl",
                String.valueOf(ttl));
        return ProtectedServer.start(servers, jdk, provider.issuer(), settings);
    }
}
