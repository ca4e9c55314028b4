package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests of several callers, and of none, on one connection; the handler answers who called it. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class KeepAliveTest extends DoorTest {
    private static final String SCOPE = "mcp:admin";

    private final String alice = whoami(servers.bearer("alice", SCOPE));
    private final String bob = whoami(servers.bearer("bob", SCOPE));
    private final String nobody = whoami("Accept: */*");

    KeepAliveTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return DoorSpecs.exemptEndpointsOfEachDoor();
    }

    @Test
    @DisplayName("I5: each request on a connection is judged by its own token")
    void eachRequestIsJudgedByItsOwnToken() throws IOException {
        try (RawHttp connection = RawHttp.connect(server.port(), Duration.ofSeconds(20))) {
            List<String> answers = new ArrayList<>();
            for (String request : List.of(alice, nobody, bob, nobody, alice)) {
                connection.write(request.getBytes(StandardCharsets.ISO_8859_1));
                answers.add(shown(connection.read(false)));
            }
            assertThat(answers).containsExactly("200 alice", "401", "200 bob", "401", "200 alice");
        }
        assertRan(3);
    }

    @Test
    @DisplayName("I5: so is each of several requests sent at once")
    void eachPipelinedRequestIsJudgedByItsOwnToken() throws IOException {
        try (RawHttp connection = RawHttp.connect(server.port(), Duration.ofSeconds(20))) {
            String all = alice + nobody + bob + nobody + alice;
            connection.write(all.getBytes(StandardCharsets.ISO_8859_1));
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                answers.add(shown(connection.read(false)));
            }
            assertThat(answers).containsExactly("200 alice", "401", "200 bob", "401", "200 alice");
        }
        assertRan(3);
    }

    @Test
    @DisplayName("I5: a refused request whose body came whole leaves the connection in step")
    void refusedBodyIsNotTakenForTheNextRequest() throws IOException {
        String refused = TestServer.request("POST", "/whoami-http", alice + alice, Messages.JSON);
        try (RawHttp connection = RawHttp.connect(server.port(), Duration.ofSeconds(20))) {
            connection.write((refused + bob).getBytes(StandardCharsets.ISO_8859_1));
            assertThat(shown(connection.read(false))).isEqualTo("401");
            assertThat(shown(connection.read(false))).isEqualTo("200 bob");
        }
        assertRan(1);
    }

    private static String whoami(String header) {
        return TestServer.request("GET", "/whoami-http", null, header);
    }

    private static String shown(HttpAnswer answer) {
        return answer.status() == 200 ? "200 " + answer.body() : Integer.toString(answer.status());
    }
}
