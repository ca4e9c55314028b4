package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.Http2Client;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an application has its Helidon serve beside the HTTP routing is closed, as no door sees it. */
@ExtendWith(ServersExtension.class)
@Timeout(60)
class HelidonBoundaryTest {
    private static final ServerSpec ROUTING =
            ServerSpec.of(ServerKind.HELIDON_MCP, 25).argument("aside=routing");
    private static final ServerSpec PROTOCOLS =
            ServerSpec.of(ServerKind.HELIDON_MCP, 25).argument("aside=protocols");
    private static final String CLOSED = "mcp-oauth2-agent: no door knows the requests that ";

    private static final int CLOSED_CONNECTION = 0;

    private final Servers servers;

    HelidonBoundaryTest(Servers servers) {
        this.servers = servers;
    }

    @Test
    @DisplayName("A1: a protocol of the application's is not served")
    void otherProtocolIsNotServed() throws IOException {
        try (TestServer server = servers.start(PROTOCOLS.withoutAgent())) {
            assertThat(ping(server)).isEqualTo("aside\n");
            assertThat(server.executions()).isEqualTo(1);
        }
        try (TestServer server = servers.start(PROTOCOLS)) {
            assertThat(ping(server)).isEmpty();
            assertThat(server.executions()).isZero();
            assertThat(server.process().stderr()).contains(CLOSED + "come by com.example.helidon.Aside$Ping");
        }
    }

    @Test
    @DisplayName("A1: an upgrade that no routing sees is refused, with a valid token too")
    void otherUpgradeIsRefused() throws IOException {
        try (TestServer server = servers.start(PROTOCOLS.withoutAgent())) {
            assertThat(upgrade(server)).startsWith("HTTP/1.1 101 ").endsWith("aside\n");
        }
        try (TestServer server = servers.start(PROTOCOLS)) {
            assertThat(upgrade(server)).startsWith("HTTP/1.1 503 ");
            assertThat(server.executions()).isZero();
        }
    }

    @Test
    @DisplayName("A1: a protocol within HTTP/2 is refused, with a valid token too")
    void otherProtocolWithinHttp2IsRefused() {
        ServerSpec spec = PROTOCOLS.withTls();
        try (TestServer server = servers.start(spec.withoutAgent())) {
            assertThat(within(server).status()).isEqualTo(204);
            assertThat(server.executions()).isEqualTo(1);
        }
        try (TestServer server = servers.start(spec)) {
            assertThatThrownBy(() -> within(server)).isInstanceOf(UncheckedIOException.class);
            assertThat(server.executions()).isZero();
        }
    }

    @Test
    @DisplayName("A1: a routing that is not Helidon's is not served")
    void otherRoutingIsNotServed() {
        try (TestServer server = servers.start(ROUTING.withoutAgent())) {
            assertThat(server.send("GET", "/hello").body()).isEqualTo("own");
        }
        try (TestServer server = servers.start(ROUTING)) {
            // Its connection is closed, or Helidon's own routing answers that there is nothing.
            assertThat(statusOrClosed(server)).isIn(404, CLOSED_CONNECTION);
            assertThat(server.executions()).isZero();
        }
    }

    private int statusOrClosed(TestServer server) {
        try {
            return server.send("GET", "/hello", servers.bearer("alice")).status();
        } catch (UncheckedIOException e) {
            return CLOSED_CONNECTION;
        }
    }

    private static String ping(TestServer server) throws IOException {
        return answer(server, "PING PING PING\n");
    }

    private String upgrade(TestServer server) throws IOException {
        return answer(
                server,
                TestServer.request(
                        "GET", "/hello", null, servers.bearer("alice"), "Connection: Upgrade", "Upgrade: echo"));
    }

    /** All that comes until the server closes the connection. */
    private static String answer(TestServer server, String sent) throws IOException {
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            connection.setSoTimeout(30_000);
            connection.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
            return new String(connection.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private HttpAnswer within(TestServer server) {
        return new Http2Client(server, servers.tlsKeys().client(null)).getAll("/within", servers.token("alice"));
    }
}
