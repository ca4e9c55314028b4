package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code mode=report}: everything runs, and stderr tells what would have been refused. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class ReportModeTest extends DoorTest {
    ReportModeTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return ServerSpec.each(
                        ServerKind.SDK2_TOMCAT11,
                        ServerKind.SPRING_AI_WEBFLUX,
                        ServerKind.KTOR_NETTY,
                        ServerKind.QUARKUS_MCP)
                .map(spec -> spec.withApi().setting("mode", "report"));
    }

    @Test
    void requestsThatWouldBeRefusedAreServed() {
        for (String header : List.of(
                "Accept: */*",
                "Authorization: Bearer no-token",
                "Authorization: Bearer a,b",
                "Authorization: Basic dTpw",
                "Origin: https://evil.example")) {
            HttpAnswer answer = server.send("GET", "/hello", header);
            assertThat(answer.body()).as(header).isEqualTo("hello");
            assertThat(answer.headers("WWW-Authenticate")).isEmpty();
        }
        assertRan(5);
        for (String line : List.of(
                "NOTHING IS PROTECTED",
                "a request would have been refused: no_token",
                "a request would have been refused: credentials",
                "a request would have been refused: origin")) {
            assertTold(line);
        }
    }

    @Test
    void messagesOfNobodyReachTheirTools() {
        McpHttp nobody = server.mcp();
        nobody.initialize();
        assertThat(nobody.callTool("echo", Map.of("text", "hi")).toolText()).isEqualTo("hi");
        assertRan(1);
    }

    @Test
    void aCallerWithoutTheScopeOfAHandlerIsItsCaller() {
        McpHttp alice = server.mcp().withToken(servers.token("alice"));
        alice.initialize();
        assertThat(alice.callTool("admin", Map.of()).toolText()).isEqualTo("admin:alice");
        assertRan(1);
        assertTold("a call of ");
    }

    private void assertTold(String line) {
        assertThat(server.process().awaitStderr("[mcp-oauth2-agent] WARN mode=report: " + line, Duration.ofSeconds(20)))
                .as(line)
                .isPresent();
    }

    @Test
    void noDocumentTellsClientsToLogIn() {
        assertThat(server.send("GET", "/.well-known/oauth-protected-resource/mcp")
                        .status())
                .isEqualTo(404);
    }
}
