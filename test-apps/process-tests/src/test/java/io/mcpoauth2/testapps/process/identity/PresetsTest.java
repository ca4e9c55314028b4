package io.mcpoauth2.testapps.process.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Handlers that nobody has marked but their MCP framework: {@code presets}. */
@ExtendWith(ServersExtension.class)
class PresetsTest {
    private static final String REFUSED = "needs an authenticated caller";

    /** Servers whose tools are functions: of the MCP Java SDK, synchronous, in sessions and without, and of others. */
    static Stream<ServerSpec> withFunctions() {
        return ServerSpec.each(
                        ServerKind.SDK2_TOMCAT11,
                        ServerKind.SDK0_JETTY11,
                        ServerKind.JDK_HTTP,
                        ServerKind.KTOR_CIO,
                        ServerKind.HELIDON_MCP)
                .map(ServerSpec::withApi);
    }

    @DisplayName("registered functions know their caller")
    @ParameterizedTest(name = "{0}")
    @MethodSource("withFunctions")
    void registeredFunctionKnowsItsCaller(ServerSpec spec, Servers servers) {
        try (TestServer server = servers.start(spec);
                ToolCaller alice = ToolCaller.open(server, servers.token("alice"));
                ToolCaller bob = ToolCaller.open(server, servers.token("bob"))) {
            assertThat(alice.text("registered")).isEqualTo("alice");
            assertThat(bob.text("registered")).isEqualTo("bob");
        }
    }

    @Test
    @DisplayName("a function refuses a caller of an open path, and runs there without presets")
    void functionOnAnOpenPathRefuses(Servers servers) {
        ServerSpec open = ServerSpec.of(ServerKind.SDK2_TOMCAT11, 17)
                .transport(Transport.STATELESS)
                .withApi()
                .setting("protected_routes", "none");
        try (TestServer server = servers.start(open)) {
            assertThat(server.mcp().callTool("registered", Map.of()).body()).contains(REFUSED);
            assertThat(server.executions()).isZero();
            assertThat(server.mcp()
                            .withToken(servers.token("alice"))
                            .callTool("registered", Map.of())
                            .body())
                    .contains("alice");
            assertThat(server.executions()).isEqualTo(1);
        }
        try (TestServer server = servers.start(open.setting("presets", "off"))) {
            assertThat(server.mcp().callTool("registered", Map.of()).body()).contains("nobody");
        }
    }

    @Test
    @DisplayName("an annotated method refuses a caller of an open path, and runs there without presets")
    void annotatedMethodOnAnOpenPathRefuses(Servers servers) {
        ServerSpec open = ServerSpec.of(ServerKind.SPRING_AI_WEBMVC, 17)
                .transport(Transport.STATELESS)
                .setting("protected_routes", "none");
        Map<String, String> hi = Map.of("text", "hi");
        try (TestServer server = servers.start(open)) {
            assertThat(server.mcp().callTool("echo", hi).body()).contains(REFUSED);
            assertThat(server.executions()).isZero();
            assertThat(server.mcp()
                            .withToken(servers.token("alice"))
                            .callTool("echo", hi)
                            .toolText())
                    .isEqualTo("hi");
            assertThat(server.executions()).isEqualTo(1);
        }
        try (TestServer server = servers.start(open.setting("presets", "off"))) {
            assertThat(server.mcp().callTool("echo", hi).toolText()).isEqualTo("hi");
        }
    }

    @Test
    @DisplayName("the first request's line tells how many handlers of frameworks are guarded")
    void firstRequestTellsOfThem(Servers servers) {
        try (TestServer server = servers.start(ServerSpec.of(ServerKind.SPRING_AI_WEBMVC, 17))) {
            server.send("GET", "/hello", servers.bearer("alice"));

            assertThat(server.process().stderr()).contains("handlers of frameworks: 3 guarded");
        }
    }
}
