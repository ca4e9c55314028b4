package io.mcpoauth2.testapps.company.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A known MCP framework on a server without a door serves nobody: 503, never a 401, which would send clients into a login
 * for ever, and never an empty 500.
 */
class FrameworkWithoutDoorTest {
    private static final String AUDIENCE = "https://mcp.example.com/mcp";
    private static final Map<String, String> ECHO = Map.of("text", "hi");

    private static EmbeddedIssuer issuer;

    @BeforeAll
    static void startIssuer() {
        issuer = EmbeddedIssuer.builder().defaultAudience(AUDIENCE).start();
    }

    @AfterAll
    static void stopIssuer() {
        issuer.close();
    }

    static Stream<Arguments> servers() {
        return Stream.of(Arguments.of(FrameworkServer.SOLON, 17));
    }

    static Stream<Arguments> allServers() {
        return Arrays.stream(FrameworkServer.values())
                .flatMap(server -> Stream.of(17, 25).map(jdk -> Arguments.of(server, jdk)));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void messagesGet503WithoutAndWithAValidTokenAndNoToolRuns(FrameworkServer kind, int jdk) {
        assertClosed(kind, jdk);
    }

    @Tag("full")
    @ParameterizedTest
    @MethodSource("allServers")
    void messagesGet503OnEveryServerAndJdk(FrameworkServer kind, int jdk) {
        assertClosed(kind, jdk);
    }

    /** What the other tests see is the agent's doing. */
    @Tag("full")
    @ParameterizedTest
    @EnumSource(FrameworkServer.class)
    void withoutTheAgentTheToolRuns(FrameworkServer kind) {
        try (ServerProcess server = kind.process(25).start()) {
            assertServes(server);
        }
    }

    @Test
    void exemptPathsOpenNoMcpEndpoint() {
        try (ServerProcess server = start(FrameworkServer.SOLON, 17, Map.of("exempt_routes", "/mcp"))) {
            assertRefused(mcp(server, "/mcp").initialize());
            assertThat(server.executionCount()).isZero();
        }
    }

    /** The operator wants guarded handlers only. */
    @Test
    void protectedRoutesNoneLeavesTheFrameworkAlone() {
        try (ServerProcess server =
                start(FrameworkServer.SOLON, 17, Map.of("protected_routes", "none", "presets", "off"))) {
            assertServes(server);
        }
    }

    private static void assertServes(ServerProcess server) {
        McpHttp mcp = mcp(server, "/mcp");
        assertThat(mcp.initialize().status()).isEqualTo(200);
        assertThat(mcp.callTool("echo", ECHO).toolText()).isEqualTo("hi");
        assertThat(server.executionCount()).isEqualTo(1);
    }

    private static void assertClosed(FrameworkServer kind, int jdk) {
        try (ServerProcess server = start(kind, jdk, Map.of())) {
            String token = issuer.mint(TokenSpec.valid().subject("u1"));
            // Each message by a connection of its own: some servers close one behind a refusal.
            List<Supplier<McpHttp>> callers =
                    List.of(() -> mcp(server, "/mcp"), () -> mcp(server, "/mcp").withToken(token));
            for (Supplier<McpHttp> caller : callers) {
                assertRefused(caller.get().initialize());
                assertRefused(caller.get().listTools());
                assertRefused(caller.get().callTool("echo", ECHO));
                // Some say first that there is no such session, or no such method.
                assertThat(caller.get().send("GET").status()).isIn(400, 405, 503);
            }
            assertThat(server.executionCount()).isZero();
            assertThat(server.stderr().lines())
                    .filteredOn(line -> line.startsWith("[mcp-oauth2-agent] ERROR MCP messages are refused"))
                    .singleElement()
                    .asString()
                    .contains(kind.line(), "docs/troubleshooting.md");
        }
    }

    private static void assertRefused(HttpAnswer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.json().path("code").asText()).isEqualTo("UNSUPPORTED_SERVER");
        assertThat(answer.json().path("details").asText()).contains("mcp-oauth2-agent");
    }

    private static ServerProcess start(FrameworkServer kind, int jdk, Map<String, String> more) {
        Map<String, String> settings =
                new HashMap<>(Map.of("issuer", issuer.issuer(), "audience", AUDIENCE, "allow_http", "true"));
        settings.putAll(more);
        return kind.process(jdk)
                .agent(Path.of(System.getProperty("agent.jar")), settings)
                .start();
    }

    private static McpHttp mcp(ServerProcess server, String path) {
        return new McpHttp(URI.create("http://127.0.0.1:" + server.port() + path));
    }
}
