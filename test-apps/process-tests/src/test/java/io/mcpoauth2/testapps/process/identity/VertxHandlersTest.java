package io.mcpoauth2.testapps.process.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.harness.WebSocketClient;
import io.mcpoauth2.testapps.process.LiveObjects;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who code on Vert.x and in Quarkus' tools runs for, where other servers have nothing of the kind. */
@ExtendWith(ServersExtension.class)
@Timeout(180)
class VertxHandlersTest {
    private static final String IDENTITY = "io.mcpoauth2.bridge.RequestIdentity";
    private static final List<String> TOOLS = List.of("whoami", "eventLoop", "later", "virtual");
    private static final int USERS = 8;
    private static final int ROUNDS = 25;

    static Stream<ServerSpec> servers() {
        return Stream.of(
                        ServerSpec.of(ServerKind.QUARKUS_MCP, 17),
                        ServerSpec.of(ServerKind.SDK2_VERTX5, 25),
                        ServerSpec.of(ServerKind.SDK2_VERTX4, 17))
                .map(ServerSpec::withApi);
    }

    /** The promise is of no context, so that the thread that completes it runs all that waits for it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void whatWaitsForAPromiseRunsAsWhoRegisteredItThoughAnotherUserCompletesIt(ServerSpec spec, Servers servers)
            throws IOException {
        try (TestServer server = servers.start(spec)) {
            List<String> paths = spec.kind() == ServerKind.QUARKUS_MCP
                    ? List.of("/caller/join", "/caller/join-mutiny")
                    : List.of("/caller/join");
            List<RawHttp> waiting = new ArrayList<>();
            for (String path : paths) {
                waiting.add(send(server, path, servers.bearer("alice")));
            }
            await().atMost(TimeLimit.OF_A_WAIT).until(() -> server.executions() == paths.size());

            assertThat(server.send("GET", "/caller/complete", servers.bearer("bob"))
                            .body())
                    .isEqualTo("bob");

            for (RawHttp connection : waiting) {
                try (connection) {
                    assertThat(connection.read(false).body()).isEqualTo("alice");
                }
            }
        }
    }

    /** The other runs code that was compiled for Vert.x 5, whose WebSockets are others to the JVM; Quarkus has 4.5, too. */
    static Stream<ServerSpec> serversWithWebSockets() {
        return servers().filter(spec -> spec.kind() != ServerKind.SDK2_VERTX4);
    }

    /** Two at a time, and by turns. A WebSocket's texts come when the request that has opened it is over. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("serversWithWebSockets")
    void whatAWebSocketBringsRunsAsWhoHasOpenedIt(ServerSpec spec, Servers servers) {
        URI uri = URI.create("ws://127.0.0.1:" + servers.shared(spec).port() + "/caller/socket");
        try (WebSocketClient alice = WebSocketClient.open(uri, servers.token("alice"));
                WebSocketClient bob = WebSocketClient.open(uri, servers.token("bob"))) {
            for (String text : List.of("now", "later", "now")) {
                assertThat(alice.ask(text)).isEqualTo("alice");
                assertThat(bob.ask(text)).isEqualTo("bob");
            }
        }
    }

    /** By workers, by event loops, after a timer of Mutiny's, and by virtual threads; mixed, and nothing is left behind. */
    @Test
    void toolsOfEachWayToRunThemAreTheirCallersAndNothingHoldsAnIdentityAfterwards(Servers servers) throws Exception {
        ServerSpec spec = ServerSpec.of(ServerKind.QUARKUS_MCP, 25).withApi();
        try (TestServer server = servers.start(spec)) {
            ExecutorService threads = Executors.newFixedThreadPool(USERS);
            try {
                List<Future<?>> users = new ArrayList<>();
                for (int user = 0; user < USERS; user++) {
                    String name = "user" + user;
                    users.add(threads.submit(() -> call(server, name, servers.token(name))));
                }
                for (Future<?> user : users) {
                    user.get();
                }
            } finally {
                threads.shutdownNow();
            }
            // But the one that stands for no caller, and what idle threads still have of their last task.
            await().atMost(TimeLimit.OF_A_WAIT)
                    .until(() -> LiveObjects.count(spec.jdk(), server.process(), IDENTITY), left -> left <= 1 + USERS);
        }
    }

    private static void call(TestServer server, String name, String token) {
        try (ToolCaller caller = ToolCaller.open(server, token)) {
            for (int round = 0; round < ROUNDS; round++) {
                for (String tool : TOOLS) {
                    assertThat(caller.text(tool)).as(tool).isEqualTo(name);
                }
            }
        }
    }

    private static RawHttp send(TestServer server, String path, String authorization) throws IOException {
        RawHttp connection = RawHttp.connect(server.port(), Duration.ofSeconds(60));
        connection.write(TestServer.request("GET", path, null, authorization).getBytes(US_ASCII));
        return connection;
    }
}
