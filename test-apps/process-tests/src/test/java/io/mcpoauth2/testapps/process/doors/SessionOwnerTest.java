package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** MCP sessions of real servers belong to whoever opened them, and pages of allowed origins read what servers answer. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class SessionOwnerTest extends DoorTest {
    private static final String PAGE = "Origin: https://mcp.example.com";

    SessionOwnerTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return ServerSpec.all().filter(spec -> spec.transport() == Transport.STREAMABLE);
    }

    @Test
    @DisplayName("K1: another caller gets 404 for the session's id by every method, and its owner goes on")
    void sessionIsUnknownToEverybodyElse() {
        McpHttp alice = server.mcp().withToken(servers.token("alice"));
        alice.initialize();
        String session = "Mcp-Session-Id: " + alice.sessionId();
        String bob = servers.bearer("bob");

        for (String method : new String[] {"POST", "GET", "DELETE"}) {
            HttpAnswer refused = server.sendBody(
                    method,
                    "/mcp",
                    method.equals("POST") ? Messages.ECHO : null,
                    bob,
                    session,
                    Messages.JSON,
                    Messages.ACCEPT);
            assertThat(refused.status()).as(method).isEqualTo(404);
            assertThat(refused.body()).contains("There is no such session of this caller's");
            assertThat(refused.headers("WWW-Authenticate")).isEmpty();
        }
        assertNothingRan();
        assertThat(alice.callTool("echo", Map.of("text", "hi")).toolText()).isEqualTo("hi");
        assertRan(1);
    }

    @Test
    @DisplayName("K3: a new token of the same caller's goes on with the session")
    void newTokenGoesOn() {
        McpHttp alice = server.mcp().withToken(servers.token("alice"));
        alice.initialize();
        HttpAnswer answer = server.sendBody(
                "POST",
                "/mcp",
                Messages.ECHO,
                servers.bearer("alice", "another:scope"),
                "Mcp-Session-Id: " + alice.sessionId(),
                Messages.JSON,
                Messages.ACCEPT);
        assertThat(answer.status()).isEqualTo(200);
        assertRan(1);
    }

    @Test
    @DisplayName("K4: an id of the client's own choosing is not adopted")
    void guessedSessionIsUnknown() {
        server.mcp().withToken(servers.token("alice")).initialize();
        HttpAnswer refused = server.sendBody(
                "POST",
                "/mcp",
                Messages.INITIALIZE,
                servers.bearer("bob"),
                "Mcp-Session-Id: 0b2e6c5e-6d3f-4a86-9d57-0d0f5c9b0c11",
                Messages.JSON,
                Messages.ACCEPT);
        assertThat(refused.status()).isEqualTo(404);
        assertNothingRan();
    }

    @Test
    @DisplayName("R26: the server's own answers can be read by pages of allowed origins, once")
    void pagesReadTheServersOwnAnswers() {
        HttpAnswer answer = server.sendBody(
                "POST", "/mcp", Messages.INITIALIZE, servers.bearer("alice"), PAGE, Messages.JSON, Messages.ACCEPT);
        // Quarkus refuses origins that it was not told of by itself; what it says can be read.
        assertThat(answer.body()).doesNotContain("INVALID_REQUEST");
        assertThat(answer.headers("Access-Control-Allow-Origin")).containsExactly("https://mcp.example.com");
        assertThat(answer.headers("Access-Control-Expose-Headers").get(0)).contains("Mcp-Session-Id");
    }
}
