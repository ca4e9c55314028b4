package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.Http2Client;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of HTTP/2 are judged, and read whole by the server then. */
@ExtendWith(ServersExtension.class)
@Timeout(90)
class Http2MessageTest {
    static Stream<ServerSpec> servers() {
        return Http2Client.servers()
                .map(spec -> spec.setting("tool_scopes", "echo=files:read").setting("filter_lists", "true"));
    }

    static Stream<ServerSpec> serversOfSessions() {
        return servers().filter(spec -> spec.transport() == Transport.STREAMABLE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    @DisplayName(
            "R20: a call without its scope is refused, and long messages are read whole, with a length and without")
    void messagesAreJudgedAndReadWhole(ServerSpec spec, Servers servers) {
        TestServer server = servers.shared(spec);
        Http2Client client = new Http2Client(server, servers.tlsKeys().client(null));
        String token = servers.token("alice");
        long before = server.executions();
        String initialize = Messages.INITIALIZE.replace("\"test\"", '"' + "x".repeat(200_000) + '"');

        for (boolean inParts : new boolean[] {false, true}) {
            HttpAnswer refused = client.post(Messages.ECHO, inParts, token);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.headers("WWW-Authenticate").get(0)).contains("scope=\"files:read\"");
            HttpAnswer served = client.post(initialize, inParts, token);
            assertThat(served.status()).as(served.body()).isEqualTo(200);
            assertThat(served.body()).contains("serverInfo");
        }
        assertThat(server.executions()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    @DisplayName("R29: a task is its creator's alone, whichever way the response that tells its id is sent")
    void tasksAreTheirCreatorsAlone(ServerSpec spec, Servers servers) {
        TestServer server = servers.shared(spec);
        Http2Client client = new Http2Client(server, servers.tlsKeys().client(null));

        for (String accept : List.of("application/json", "text/event-stream")) {
            HttpAnswer created = client.post("/tasks", Messages.CREATE_TASK, accept, servers.token("alice"));
            assertThat(created.status()).as(created.body()).isEqualTo(200);
            String get = Messages.getTask(created.body().replaceAll("(?s).*\"taskId\":\"([^\"]+)\".*", "$1"));
            long before = server.executions();

            assertThat(client.post("/tasks", get, accept, servers.token("bob")).status())
                    .isEqualTo(404);
            assertThat(server.executions()).isEqualTo(before);
            assertThat(client.post("/tasks", get, accept, servers.token("alice"))
                            .status())
                    .isEqualTo(200);
            assertThat(server.executions()).isEqualTo(before + 1);
        }
    }

    /** Ktor's own headers of HTTP/2 are found by lower case alone: no session of theirs had an owner. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("serversOfSessions")
    @DisplayName("K1: another caller gets 404 for the id of a session that was opened by HTTP/2, and its owner goes on")
    void sessionIsUnknownToEverybodyElse(ServerSpec spec, Servers servers) {
        TestServer server = servers.shared(spec);
        Http2Client client = new Http2Client(server, servers.tlsKeys().client(null));
        String alice = servers.token("alice", "files:read");
        HttpAnswer opened = client.post(Messages.INITIALIZE, false, alice);
        String session = opened.header("Mcp-Session-Id").orElseThrow();
        long before = server.executions();

        HttpAnswer refused = client.postInSession(session, Messages.ECHO, servers.token("bob", "files:read"));
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.body()).contains("There is no such session of this caller's");
        assertThat(server.executions()).isEqualTo(before);

        // No call, as the MCP Java SDK's answers to those have a header that HTTP/2 knows no more, and not every client
        // reads.
        assertThat(client.postInSession(session, Messages.INITIALIZED, alice).status())
                .isEqualTo(202);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    @DisplayName("R36: a list that is written by hand is shown as its caller may use it")
    void writtenListIsChanged(ServerSpec spec, Servers servers) {
        TestServer server = servers.shared(spec);
        Http2Client client = new Http2Client(server, servers.tlsKeys().client(null));
        String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

        assertThat(client.post("/tasks", list, "application/json", servers.token("alice"))
                        .json()
                        .findValuesAsText("name"))
                .containsExactly("add", "count");
        assertThat(client.post("/tasks", list, "application/json", servers.token("alice", "files:read"))
                        .json()
                        .findValuesAsText("name"))
                .containsExactly("echo", "add", "count");
    }
}
