package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What servlets answer in a container that has no door is seen as a door sees it; on Jetty 9 by the container's response. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class ServletLayerResponsesTest extends DoorTest {
    private static final String ORIGIN = "https://mcp.example.com";

    ServletLayerResponsesTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return Stream.of(ServerSpec.of(ServerKind.SDK0_JETTY11, 17)).map(spec -> spec.setting("tasks", "bind"));
    }

    @Test
    @DisplayName(
            "R29: a task is its creator's alone, by the id that the response tells, at once or in a stream of events")
    void tasksAreTheirCreatorsAlone() {
        int ran = 0;
        for (String accept : List.of("Accept: application/json, text/event-stream", "Accept: text/event-stream")) {
            HttpAnswer created = tasks(Messages.CREATE_TASK, "alice", accept);
            assertThat(created.status()).as(created.body()).isEqualTo(200);
            String id = created.body().replaceAll("(?s).*\"taskId\":\"([^\"]+)\".*", "$1");

            assertThat(tasks(Messages.getTask(id), "alice", accept).status()).isEqualTo(200);
            assertRan(++ran);
            assertThat(tasks(Messages.getTask(id), "bob", accept).status()).isEqualTo(404);
            assertRan(ran);
        }
    }

    @Test
    @DisplayName("R26: pages of allowed origins can read what servlets answer, which stays as it was")
    void pagesReadWhatServletsAnswer() {
        String bearer = servers.bearer("alice");
        HttpAnswer plain = server.send("GET", "/hello", bearer);
        HttpAnswer readable = server.send("GET", "/hello", bearer, "Origin: " + ORIGIN);

        assertThat(readable.body()).isEqualTo("hello").isEqualTo(plain.body());
        assertThat(readable.headers("Content-Type")).isEqualTo(plain.headers("Content-Type"));
        assertThat(readable.headers("Content-Length")).isEqualTo(plain.headers("Content-Length"));
        assertThat(readable.headers("Access-Control-Allow-Origin")).containsExactly(ORIGIN);
        assertThat(plain.headers("Access-Control-Allow-Origin")).isEmpty();
    }

    private HttpAnswer tasks(String message, String user, String accept) {
        return server.sendBody("POST", "/tasks", message, servers.bearer(user), Messages.JSON, accept);
    }
}
