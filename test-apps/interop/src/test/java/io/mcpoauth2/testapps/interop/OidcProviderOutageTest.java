package io.mcpoauth2.testapps.interop;

import com.nimbusds.jose.jwk.RSAKey;
import io.mcpoauth2.testapps.interop.ServerCredentials.Way;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An oidc-provider that does not say whether a token is active: nobody is let in, and nobody is sent to log in. */
@Tag("full")
@ExtendWith({ServersExtension.class, ProvidersExtension.class})
class OidcProviderOutageTest {
    private static final Map<String, String> FOR_US = Map.of("scope", "mcp:use", "resource", Servers.AUDIENCE);

    @ParameterizedTest(name = "on JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void wrongClientSecretIsSaidInTheLogAndMakesTheServerUnavailable(int jdk, Providers providers, Servers servers) {
        OidcProvider provider = providers.oidcProvider();
        Map<String, String> settings = Introspection.settings(
                "opaque", provider.credentials(), Way.CLIENT_SECRET_BASIC, "client_secret", "another");
        try (ProtectedServer server = ProtectedServer.start(servers, jdk, provider.issuer(), settings)) {
            server.assertUnavailable(provider.issuer().clientCredentials("discreet", FOR_US));
            server.assertUnavailable("garbage");
            server.awaitLine("WARN", "status 401: the issuer does not accept client_id and its credential");
        }
    }

    /** The provider tells only of opaque tokens. */
    @ParameterizedTest(name = "on JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void jwtThatTheProviderTellsNothingOfIsNotLetIn(int jdk, Providers providers, Servers servers) {
        OidcProvider provider = providers.oidcProvider();
        Map<String, String> settings = Introspection.settings("all", provider.credentials(), Way.CLIENT_SECRET_BASIC);
        try (ProtectedServer server = ProtectedServer.start(servers, jdk, provider.issuer(), settings)) {
            server.assertUnavailable(provider.issuer().clientCredentials("machine", FOR_US));
            server.awaitLine("WARN", "status 400");
            server.assertAccepted(provider.issuer().clientCredentials("discreet", FOR_US), "client:discreet");
        }
    }

    @ParameterizedTest(name = "on JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void lastAnswerServesForItsTtlAndNewOnesAreHadAgainAfterARestart(int jdk, Servers servers) {
        RSAKey key = OidcProvider.signingKey("first");
        try (OidcProvider provider = OidcProvider.start(List.of(key));
                ProtectedServer patient = start(servers, jdk, provider, Duration.ofHours(1));
                ProtectedServer hasty = start(servers, jdk, provider, Duration.ofSeconds(1))) {
            String known = provider.issuer().clientCredentials("discreet", FOR_US);
            String unknown = provider.issuer().clientCredentials("discreet", FOR_US);
            patient.assertAccepted(known, "client:discreet");
            hasty.assertAccepted(known, "client:discreet");

            provider.stop();
            patient.assertUnavailable(unknown);
            patient.awaitLine("WARN", "does not work");
            patient.assertAccepted(known, "client:discreet");
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> hasty.call(ProtectedServer.WHOAMI, known).status() == 503);
            hasty.assertUnavailable(known);

            provider.restart(List.of(key));
            hasty.assertAccepted(provider.issuer().clientCredentials("discreet", FOR_US), "client:discreet");
            hasty.assertRefused(known, "Token is not active");
            hasty.awaitLine("INFO", "works again");
        }
    }

    private static ProtectedServer start(Servers servers, int jdk, OidcProvider provider, Duration ttl) {
        Map<String, String> settings = Introspection.settings(
                "opaque",
                provider.credentials(),
                Way.CLIENT_SECRET_BASIC,
                "introspection_cache_ttl",
                String.valueOf(ttl.toSeconds()));
        return ProtectedServer.start(servers, jdk, provider.issuer(), settings);
    }
}
