package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are read before the server may have them: in pieces, in line, never ending, and of clients that go away. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
@Tag("full")
@Timeout(180)
class MessageBodiesTest extends DoorTest {
    /** Less than any of the servers takes at most; an eighth of a test's heap holds no twenty of these. */
    private static final int LARGE = 1_900_000;

    private static final int TOO_MANY = 20;

    MessageBodiesTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return ServerSpec.all()
                .filter(spec -> spec.kind().offers(Transport.STATELESS))
                .map(spec -> spec.transport(Transport.STATELESS).setting("tool_scopes", "echo=files:read"));
    }

    @Test
    @DisplayName("R8: bodies in pieces are read whole, and those behind them are not lost")
    void piecesAndPipelinedMessagesAreReadWhole() throws IOException {
        String large = call("y".repeat(150_000));
        String small = call("small");
        String reader = servers.bearer("alice", "files:read");
        String chunked = Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n";
        try (RawHttp connection = connect(server)) {
            for (int round = 0; round < 3; round++) {
                String requests = announced(reader, large)
                        + head(reader, "Transfer-Encoding: chunked")
                        + chunked
                        + announced(reader, small)
                        + announced(servers.bearer("alice"), large)
                        + announced(reader, small);
                for (int at = 0; at < requests.length(); at += 40_000) {
                    write(connection, requests.substring(at, Math.min(at + 40_000, requests.length())));
                }
                assertThat(connection.read(false).body()).contains("yyyy");
                assertThat(connection.read(false).body()).contains("yyyy");
                assertThat(connection.read(false).body()).contains("small");
                assertThat(connection.read(false).status()).isEqualTo(403);
                assertThat(connection.read(false).body()).contains("small");
            }
        }
        assertRan(12);
    }

    @Test
    @DisplayName("J9: a body that never ends is refused, and what was read of it is given back")
    void endlessBodiesAreRefused() throws IOException {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        for (int i = 0; i < TOO_MANY; i++) {
            try (RawHttp connection = connect(server)) {
                write(connection, head(servers.bearer("alice", "files:read"), "Transfer-Encoding: chunked"));
                try {
                    for (int sent = 0; sent < 5_000_000; sent += 0x10000) {
                        write(connection, chunk);
                    }
                    write(connection, "0\r\n\r\n");
                    // 400 where the server's own limit is lower, and its body so at an end.
                    assertThat(connection.read(false).status()).isIn(400, 413);
                } catch (IOException closed) {
                    assertThat(closed).hasMessageNotContaining("timed out");
                }
            }
        }
        assertNothingRan();
        assertThat(large(servers.bearer("alice")).status()).isEqualTo(403);
    }

    @Test
    @DisplayName("J9: clients that go away leave nothing behind, and no handler runs")
    void abandonedBodiesAreGivenBack() throws IOException {
        String reader = servers.bearer("alice", "files:read");
        for (int i = 0; i < 60; i++) {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.setSoLinger(i % 2 == 0, 0);
                String begun = head(reader, "Content-Length: " + LARGE) + "{\"jsonrpc\":" + " ".repeat(50_000);
                socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
            }
        }
        await().atMost(TimeLimit.OF_A_WAIT)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> large(servers.bearer("alice")).status() == 403);
        for (int i = 0; i < TOO_MANY; i++) {
            assertThat(large(servers.bearer("alice")).status()).isEqualTo(403);
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("R8: messages wait for the keys, with those behind them")
    void firstMessagesWaitForTheKeys() throws IOException {
        try (TestServer fresh = servers.start(spec);
                RawHttp connection = connect(fresh)) {
            String large = call("y".repeat(150_000));
            write(
                    connection,
                    announced(servers.bearer("alice", "files:read"), large)
                            + announced(servers.bearer("alice"), large)
                            + announced(servers.bearer("alice"), Messages.INITIALIZE));
            assertThat(connection.read(false).body()).contains("yyyy");
            assertThat(connection.read(false).status()).isEqualTo(403);
            assertThat(connection.read(false).body()).contains("serverInfo");
            assertThat(fresh.executions()).isEqualTo(1);
        }
    }

    private HttpAnswer large(String bearer) throws IOException {
        try (RawHttp connection = connect(server)) {
            write(connection, announced(bearer, call("y".repeat(LARGE))));
            return connection.read(false);
        }
    }

    private static RawHttp connect(TestServer server) throws IOException {
        return RawHttp.connect(server.port(), TimeLimit.OF_A_WAIT);
    }

    private static void write(RawHttp connection, String text) throws IOException {
        connection.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String call(String text) {
        return Messages.ECHO.replace("\"x\"", '"' + text + '"');
    }

    private static String announced(String bearer, String body) {
        return head(bearer, "Content-Length: " + body.length()) + body;
    }

    private static String head(String bearer, String length) {
        return TestServer.request("POST", "/mcp", null, bearer, length, Messages.JSON, Messages.ACCEPT);
    }
}
