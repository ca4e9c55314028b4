package io.mcpoauth2.testapps.process.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The section of docs/providers.md with two issuers: each one's tokens are judged by its own settings. */
@ExtendWith(ServersExtension.class)
class SeveralIssuersTest {
    private static DocumentedSettings settings;
    private static TestServer server;
    private static StandIn keycloak;
    private static StandIn entra;

    @BeforeAll
    static void start(Servers servers) {
        settings = DocumentedSettings.of("providers.md", "Several issuers");
        keycloak = settings.standIns().get(0);
        entra = settings.standIns().get(1);
        server = servers.start(ServerSpec.of(ServerKind.JDK_HTTP, 17).withApi(), settings.file());
    }

    @AfterAll
    static void stop() {
        server.close();
        settings.close();
    }

    @Test
    @DisplayName("C1: tokens of both issuers are accepted for the audience of each -> 200")
    void tokensOfBothAreAcceptedForTheAudienceOfEach() {
        assertThat(call(keycloak, KeycloakTokens.USER).toolText()).startsWith("subject 4fa69a15");
        assertThat(call(entra, EntraTokens.USER).toolText()).startsWith("subject HKZpfaHy");
    }

    @Test
    @DisplayName("B7: a token for the audience of the other issuer's section is refused -> 401")
    void tokenForTheOthersAudienceIsRefused() {
        refused(keycloak, KeycloakTokens.USER.with("https://mcp.example.com/mcp", EntraTokens.API), Shape.AUDIENCE);
        refused(entra, EntraTokens.USER.with(EntraTokens.API, "https://mcp.example.com/mcp"), Shape.AUDIENCE);
    }

    @Test
    @DisplayName("C1: a token of one issuer in the name of the other is refused -> 401")
    void tokenInTheNameOfTheOtherIsRefused() {
        refused(keycloak, EntraTokens.USER.with("$issuer", entra.setting()), "Token validation failed: Unknown key");
    }

    private static HttpAnswer call(StandIn issuer, Written token) {
        return server.mcp().withToken(issuer.issue(token)).callTool("describe", Map.of());
    }

    private static void refused(StandIn issuer, Written token, String error) {
        long before = server.executions();

        HttpAnswer answer = call(issuer, token);

        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.json().path("error").asText()).isEqualTo(error);
        assertThat(server.executions()).isEqualTo(before);
    }
}
