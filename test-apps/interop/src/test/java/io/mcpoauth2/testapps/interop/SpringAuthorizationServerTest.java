package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Spring Authorization Server in the JVM of the MCP server: what is exempt serves clients, and all else needs their tokens. */
@Tag("full")
@ParameterizedClass(name = "on JDK {0}")
@MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
@ExtendWith({ServersExtension.class, ProvidersExtension.class})
class SpringAuthorizationServerTest {
    private static final String DISCOVERY = "/.well-known/oauth-authorization-server";
    private static final String REFUSED = "TOKEN_VALIDATION_ERROR";
    private static final String ELSEWHERE = "https://elsewhere.example.com/mcp";

    private final int jdk;
    private final Servers servers;
    private final SpringServer spring;
    private final ProtectedServer mcp;

    SpringAuthorizationServerTest(int jdk, Providers providers, Servers servers) {
        this.jdk = jdk;
        this.servers = servers;
        spring = providers.springServer(jdk, servers);
        mcp = spring.mcp();
    }

    @Test
    void clientGetsATokenAndTheToolKnowsIt() {
        String token = spring.issuer().clientCredentials("machine", request("mcp:use", spring.resource()));

        assertThat(Jwt.of(token).type()).isEqualTo("at+jwt");
        mcp.assertAccepted(token, "machine");
        mcp.assertGuarded("role", token, "needs the role operator");
        // The server did not listen yet when the agent asked first.
        mcp.awaitLine("WARN", "the keys of " + spring.url() + " cannot be fetched");
        mcp.awaitLine("INFO", "the keys of " + spring.url() + " can be fetched again");
        assertThat(mcp.log()).doesNotContain("has the origin of this server", "[mcp-oauth2-agent] ERROR");
    }

    @Test
    void userWhoLogsInReachesTheHandlerWithARoleAndTheIdTokenDoesNot() {
        Tokens tokens =
                AuthorizationCode.login(spring.issuer(), "browser", "alice", "openid mcp:use", spring.resource());

        mcp.assertAccepted(tokens.accessToken(), "alice");
        assertThat(Jwt.of(tokens.accessToken()).text("roles")).isEqualTo("[operator]");
        mcp.assertAnswers("role", tokens.accessToken(), "role:alice");
        mcp.assertRefused(tokens.idToken(), "Invalid token type");
    }

    @Test
    void requestWithoutTokenIsChallengedAndLeadsToTheIssuer() {
        HttpAnswer answer = mcp.refusal(Map.of(), 401, REFUSED);

        String metadata = "/.well-known/oauth-protected-resource/mcp";
        assertThat(answer.header("WWW-Authenticate").orElse(""))
                .startsWith("Bearer resource_metadata=\"" + spring.url() + metadata + "\"");
        JsonNode document = mcp.read(metadata).json();
        assertThat(document.path("resource").asText()).isEqualTo(spring.resource());
        assertThat(document.path("authorization_servers"))
                .extracting(JsonNode::asText)
                .containsExactly(spring.url());
        assertThat(mcp.read(DISCOVERY).json().path("issuer").asText()).isEqualTo(spring.url());
    }

    @Test
    void tokenForAnotherAudienceIsRefused() {
        Issuer issuer = spring.issuer();

        mcp.assertRefused(issuer.clientCredentials("machine", request("mcp:use", ELSEWHERE)), "Invalid audience");
        mcp.assertRefused(issuer.clientCredentials("machine", Map.of("scope", "mcp:use")), "Invalid audience");
    }

    @Test
    @DisplayName(
            "C8: without exempt routes nobody gets a token, nor the agent the keys, and the log says from the start what to exempt")
    void withoutExemptRoutesNobodyGetsATokenAndTheLogSaysWhatToExempt() {
        try (SpringServer closed = SpringServer.startWithoutExemptRoutes(jdk, servers)) {
            closed.mcp().awaitLine("WARN", "has the origin of this server");
            assertThat(closed.mcp().log())
                    .contains("exempt_routes must name its discovery (" + DISCOVERY)
                    .contains("its authorize, token, login and registration paths");

            HttpAnswer tokens = new Http()
                    .post(
                            URI.create(closed.url() + "/oauth2/token"),
                            Map.of("grant_type", "client_credentials", "scope", "mcp:use"),
                            "Authorization",
                            Issuer.basic("machine"));
            assertThat(tokens.status()).isEqualTo(401);
            assertThat(tokens.json().path("code").asText()).isEqualTo(REFUSED);
            // The agent's answer: clients stop at anything else.
            HttpAnswer discovery = closed.mcp().read(DISCOVERY);
            assertThat(discovery.status()).isEqualTo(404);
            assertThat(discovery.body()).doesNotContain("token_endpoint");
            closed.mcp().refusal(Map.of(), 401, REFUSED);

            String token = servers.issuer()
                    .mint(TokenSpec.valid()
                            .issuer(closed.url())
                            .audience(closed.resource())
                            .type("at+jwt"));
            closed.mcp().refusal(Map.of("Authorization", "Bearer " + token), 503, "JWKS_ERROR");
        }
    }

    private static Map<String, String> request(String scope, String resource) {
        return Map.of("scope", scope, "resource", resource);
    }
}
