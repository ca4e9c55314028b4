package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists that servlets and controllers write by themselves. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class WrittenListsTest extends DoorTest {
    private static final Set<ServerKind> SERVLETS = Set.of(
            ServerKind.SDK2_TOMCAT11,
            ServerKind.SDK1_TOMCAT10,
            ServerKind.SDK2_JETTY12,
            ServerKind.SDK1_JETTY12,
            ServerKind.SDK2_UNDERTOW,
            ServerKind.SPRING_AI_WEBMVC);

    WrittenListsTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return ListsTest.servers().filter(spec -> SERVLETS.contains(spec.kind()));
    }

    @Test
    @DisplayName("R36: a list that is written by hand is shown as one of a framework's is")
    void callerIsListedWhatItMayUse() {
        JsonNode shown = written("files:read", "files:list");

        assertThat(shown.findValuesAsText("name")).containsExactly("echo", "count");
        assertThat(shown.at("/0/securitySchemes/0/scopes/1").asText()).isEqualTo("files:list");
        assertThat(shown.at("/0/_meta/securitySchemes/0/scopes/1").asText()).isEqualTo("files:list");
        assertThat(shown.at("/0/inputSchema/type").asText()).isEqualTo("object");
        assertThat(written("math").findValuesAsText("name")).containsExactly("add", "count");
    }

    private JsonNode written(String... scopes) {
        return server.sendBody(
                        "POST",
                        "/tasks",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
                        servers.bearer("alice", scopes),
                        Messages.JSON,
                        Messages.ACCEPT)
                .json()
                .at("/result/tools");
    }
}
