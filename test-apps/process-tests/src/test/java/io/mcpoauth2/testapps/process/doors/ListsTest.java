package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists show what their caller may use, as MCP frameworks make them; what is not shown is refused all the same. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class ListsTest extends DoorTest {
    /** One server of each that makes its lists in its own way; the other servers have the same lists by other doors. */
    private static final ServerKind[] FRAMEWORKS = {
        ServerKind.SDK2_TOMCAT11,
        ServerKind.SDK1_TOMCAT10,
        ServerKind.SPRING_AI_WEBMVC,
        ServerKind.SPRING_AI_WEBFLUX,
        ServerKind.KTOR_NETTY,
        ServerKind.QUARKUS_MCP,
        ServerKind.HELIDON_MCP,
        ServerKind.MICRONAUT_MCP
    };

    ListsTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        Stream<ServerSpec> servers = ServerSpec.isEverything() ? ServerSpec.all() : ServerSpec.each(FRAMEWORKS);
        return servers.map(ListsTest::showing);
    }

    /** The server with lists that are changed. */
    static ServerSpec showing(ServerSpec spec) {
        return spec.setting("filter_lists", "true")
                .setting("publish_security_schemes", "true")
                .setting("tool_scopes", "echo=files:read files:list;ad*=math");
    }

    @Test
    @DisplayName(
            "R36: tools whose scopes a caller lacks are not listed, and whoever asked before or after changes nothing")
    void callerIsListedWhatItMayUse() {
        McpHttp nobodySpecial = client("files:read");
        McpHttp reader = client("files:read", "files:list");
        McpHttp all = client("files:read", "files:list", "math");

        for (int i = 0; i < 3; i++) {
            assertThat(names(nobodySpecial.listTools())).containsExactlyInAnyOrder("count");
            assertThat(names(reader.listTools())).containsExactlyInAnyOrder("count", "echo");
            assertThat(names(all.listTools())).containsExactlyInAnyOrder("count", "echo", "add");
        }
    }

    @Test
    void toolThatIsNotListedIsRefused() {
        McpHttp reader = client("files:read", "files:list");
        assertThat(names(reader.listTools())).doesNotContain("add");

        assertThat(reader.callTool("add", Map.of("a", 1, "b", 1)).status()).isEqualTo(403);
        assertNothingRan();
    }

    @Test
    void toolsThatAreListedCanBeCalled() {
        McpHttp all = client("files:read", "files:list", "math");

        assertThat(all.callTool("echo", Map.of("text", "hi")).toolText()).isEqualTo("hi");
        assertThat(all.callTool("add", Map.of("a", 1, "b", 1)).toolText()).isEqualTo("2");
        assertRan(2);
    }

    @Test
    @DisplayName("tools are listed with the scopes that the policy asks for, and with all that they had")
    void schemesOfToolsAreTheirScopes() {
        HttpAnswer answer = client("files:read", "files:list", "math").listTools();

        assertThat(scopes(answer, "echo")).containsExactly("files:read", "files:list");
        assertThat(scopes(answer, "add")).containsExactly("math");
        assertThat(scopes(answer, "count")).isEmpty();
        for (JsonNode tool : answer.result().path("tools")) {
            assertThat(tool.path("inputSchema").path("type").asText()).isEqualTo("object");
            assertThat(tool.path("securitySchemes"))
                    .isEqualTo(writesJson() ? schemes(tool) : MissingNode.getInstance());
        }
    }

    /** Other frameworks have classes for tools, without such a member. */
    private boolean writesJson() {
        return spec.kind() == ServerKind.QUARKUS_MCP || spec.kind() == ServerKind.HELIDON_MCP;
    }

    private static List<String> names(HttpAnswer answer) {
        List<String> names = new ArrayList<>();
        assertThat(answer.result().path("tools").isArray()).as(answer.body()).isTrue();
        answer.result()
                .path("tools")
                .forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }

    private static List<String> scopes(HttpAnswer answer, String name) {
        List<String> scopes = new ArrayList<>();
        for (JsonNode tool : answer.result().path("tools")) {
            if (tool.path("name").asText().equals(name)) {
                assertThat(schemes(tool)).as(answer.body()).hasSize(1);
                assertThat(schemes(tool).get(0).path("type").asText()).isEqualTo("oauth2");
                schemes(tool).get(0).path("scopes").forEach(scope -> scopes.add(scope.asText()));
            }
        }
        return scopes;
    }

    private static JsonNode schemes(JsonNode tool) {
        return tool.path("_meta").path("securitySchemes");
    }

    private McpHttp client(String... scopes) {
        McpHttp client = server.mcp().withToken(servers.token("alice", scopes));
        client.initialize();
        return client;
    }
}
