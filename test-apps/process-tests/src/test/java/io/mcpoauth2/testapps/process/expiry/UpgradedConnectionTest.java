package io.mcpoauth2.testapps.process.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.LiveObjects;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** WebSockets and what else a connection is upgraded to: the request that asked for it was judged, and it ended long ago. */
@ExtendWith(ServersExtension.class)
@Timeout(90)
class UpgradedConnectionTest {
    private static final String ADMISSION = "io.mcpoauth2.agent.door.Admission";
    private static final String ENDPOINT = "com.example.servlet.EchoEndpoint";
    private static final String ECHO = "com.example.servlet.UpgradeServlet$Echo";
    private static final Duration BOUND = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    static Stream<ServerSpec> servers() {
        return Stream.concat(
                servlets(),
                Stream.of(
                                ServerSpec.of(ServerKind.SPRING_AI_WEBFLUX, 17),
                                ServerSpec.of(ServerKind.QUARKUS_MCP, 17),
                                ServerSpec.of(ServerKind.SDK2_VERTX5, 25),
                                ServerSpec.of(ServerKind.HELIDON_MCP, 25),
                                ServerSpec.of(ServerKind.MICRONAUT_MCP, 17),
                                ServerSpec.of(ServerKind.KTOR_NETTY, 25),
                                ServerSpec.of(ServerKind.KTOR_CIO, 17),
                                ServerSpec.of(ServerKind.SDK2_UNDERTOW, 25).argument("websocket=true"))
                        .map(ExpiringToken::on));
    }

    /** A denied token ends what an expired one does: a server of threads and one of event loops show that it is told. */
    static Stream<ServerSpec> withDenyList() {
        return servers()
                .filter(spec -> ServerSpec.isEverything()
                        || spec.kind() == ServerKind.SDK2_JETTY12
                        || spec.kind() == ServerKind.SPRING_AI_WEBFLUX);
    }

    private static Stream<ServerSpec> servlets() {
        return Stream.of(
                        ServerSpec.of(ServerKind.SDK2_TOMCAT11, 25).argument("virtual=true"),
                        ServerSpec.of(ServerKind.SDK1_TOMCAT10, 17),
                        ServerSpec.of(ServerKind.SDK2_JETTY12, 17))
                .map(spec -> ExpiringToken.on(spec.argument("websocket=true")));
    }

    static Stream<ServerSpec> oneOfEachServletDoor() {
        return servlets().filter(spec -> spec.jdk() == 17);
    }

    /** One that only waits, one whose application sends without end, and one whose application does not come back. */
    @ParameterizedTest(name = "E5: an upgraded connection ends with its token, and no other does: {0}")
    @MethodSource("servers")
    @DisplayName("E5: upgraded connections")
    void connectionEndsWithItsToken(ServerSpec spec, Servers servers) {
        TestServer server = servers.shared(spec);
        ExpiringToken expiring = ExpiringToken.of(servers, "alice");
        List<OpenStream> ending = new ArrayList<>();
        try (OpenStream lasting = socket(server, servers.bearer("bob"), "push")) {
            for (String message : List.of("wait", "push", "hang")) {
                ending.add(socket(server, expiring.header(), message));
            }
            if (spec.kind().isTomcat()) { // Jetty has no upgrade for servlets.
                ending.add(upgraded(server, "/upgrade", expiring.header()));
                ending.add(upgraded(server, "/upgrade?by=caller", expiring.header()));
            }
            for (OpenStream connection : ending) {
                expiring.assertEnds(connection);
                assertThat(connection.isDisconnected()).as(connection.text()).isTrue();
            }
            assertGoesOn(lasting);
        } finally {
            ending.forEach(OpenStream::close);
        }
        assertRefused(server, expiring.header());
    }

    @ParameterizedTest(name = "E5: an upgraded connection that has been closed leaves nothing behind: {0}")
    @MethodSource("oneOfEachServletDoor")
    @DisplayName("E5: closed connections")
    void closedConnectionIsForgotten(ServerSpec spec, Servers servers) throws IOException, InterruptedException {
        try (TestServer server = servers.start(spec)) {
            List<OpenStream> open = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                open.add(socket(server, servers.bearer("alice"), "wait"));
                if (spec.kind().isTomcat()) {
                    open.add(upgraded(server, "/upgrade", servers.bearer("alice")));
                }
            }
            assertThat(LiveObjects.count(spec.jdk(), server.process(), ENDPOINT))
                    .isEqualTo(10);
            assertThat(LiveObjects.count(spec.jdk(), server.process(), ADMISSION))
                    .isGreaterThanOrEqualTo(open.size());
            open.forEach(OpenStream::close);

            // But the one of all requests without a caller, and what a server keeps of its last connection.
            for (String type : List.of(ENDPOINT, ECHO, ADMISSION)) {
                await().atMost(BOUND).until(() -> left(server, type), left -> left <= 2);
            }
        }
    }

    @ParameterizedTest(name = "F7: the deny-list ends upgraded connections: {0}")
    @MethodSource("withDenyList")
    @DisplayName("F7: denied connections")
    void connectionEndsWhenItsTokenIsDenied(ServerSpec spec, Servers servers) throws IOException {
        Path list = Files.writeString(folder.resolve("deny"), "# nobody\n");
        try (TestServer server = servers.start(spec.setting("deny_list", list.toString()));
                OpenStream alice = socket(server, servers.bearer("alice"), "push");
                OpenStream bob = socket(server, servers.bearer("bob"), "push")) {
            assertGoesOn(alice);
            Files.writeString(list, "sub alice\n");
            await().atMost(BOUND).until(alice::isDisconnected);
            assertGoesOn(bob);
            assertRefused(server, servers.bearer("alice"));
        }
    }

    @ParameterizedTest(name = "A1: a handshake without a token is refused: {0}")
    @MethodSource("servers")
    @DisplayName("A1: handshakes")
    void handshakeWithoutTokenIsRefused(ServerSpec spec, Servers servers) {
        assertRefused(servers.shared(spec), "X-None: none");
    }

    private static void assertRefused(TestServer server, String authorization) {
        long before = server.executions();
        HttpAnswer socket = server.send(
                "GET",
                "/socket",
                authorization,
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13");
        HttpAnswer upgrade = server.send("GET", "/upgrade", authorization, "Connection: Upgrade", "Upgrade: echo");
        assertThat(List.of(socket.status(), upgrade.status())).containsOnly(401);
        assertThat(server.executions()).isEqualTo(before);
    }

    /** Opens a WebSocket, sends one message, and waits until that has come back. */
    private static OpenStream socket(TestServer server, String authorization, String message) {
        String handshake = TestServer.request(
                "GET",
                "/socket",
                null,
                authorization,
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13");
        // RFC 6455 §5.2: the last frame, a text, masked by zeros.
        String frame = "\u0081" + (char) (0x80 | message.length()) + "\0\0\0\0" + message;
        return echoing(server, handshake, frame, message);
    }

    private static OpenStream upgraded(TestServer server, String path, String authorization) {
        String handshake = TestServer.request("GET", path, null, authorization, "Connection: Upgrade", "Upgrade: echo");
        return echoing(server, handshake, "sent", "sent");
    }

    private static OpenStream echoing(TestServer server, String handshake, String sent, String echo) {
        OpenStream connection = OpenStream.open(server, handshake);
        awaitText(connection, "\r\n\r\n");
        assertThat(connection.text()).startsWith("HTTP/1.1 101");
        connection.send(sent);
        awaitText(connection, echo);
        return connection;
    }

    private static void awaitText(OpenStream connection, String text) {
        await().atMost(BOUND).until(() -> connection.text().contains(text) || connection.hasEnded());
        assertThat(connection.text()).contains(text);
    }

    /** More comes than has come. */
    private static void assertGoesOn(OpenStream connection) {
        int seen = connection.text().length();
        await().atMost(BOUND).until(() -> connection.text().length() > seen + 100);
        assertThat(connection.hasEnded()).isFalse();
    }

    private static int left(TestServer server, String className) throws IOException, InterruptedException {
        return LiveObjects.count(server.spec().jdk(), server.process(), className);
    }
}
