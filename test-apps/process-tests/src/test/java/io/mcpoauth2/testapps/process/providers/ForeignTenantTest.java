package io.mcpoauth2.testapps.process.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a token of a tenant that is not listed makes the agent do: nothing. */
@ExtendWith(ServersExtension.class)
class ForeignTenantTest {
    @Test
    @DisplayName("C4: the issuer is asked about the tenants that are listed, and about no other -> 401")
    void issuerIsAskedAboutListedTenantsOnly(Servers servers) {
        try (DocumentedSettings settings = DocumentedSettings.of("providers/entra-id.md", "Several tenants");
                TestServer server = servers.start(ServerSpec.of(ServerKind.JDK_HTTP, 17), settings.file())) {
            StandIn issuer = settings.standIns().get(0);
            assertThat(call(server, issuer.issue(EntraTokens.USER)).status()).isEqualTo(200);
            assertThat(call(server, issuer.issue(EntraTokens.of(EntraTokens.OTHER_TENANT, EntraTokens.USER)))
                            .status())
                    .isEqualTo(200);
            assertThat(issuer.wasAskedAbout(EntraTokens.TENANT)).isTrue();
            assertThat(issuer.wasAskedAbout(EntraTokens.OTHER_TENANT)).isTrue();
            int keySets = issuer.keySetRequests();
            long before = server.executions();

            HttpAnswer answer = call(server, issuer.issue(EntraTokens.of(StandIn.FOREIGN_TENANT, EntraTokens.USER)));

            assertThat(answer.status()).isEqualTo(401);
            assertThat(server.executions()).isEqualTo(before);
            assertThat(issuer.wasAskedAbout(StandIn.FOREIGN_TENANT)).isFalse();
            assertThat(issuer.keySetRequests()).isEqualTo(keySets);
        }
    }

    private static HttpAnswer call(TestServer server, String token) {
        return server.mcp().withToken(token).callTool("echo", Map.of("text", "hello"));
    }
}
