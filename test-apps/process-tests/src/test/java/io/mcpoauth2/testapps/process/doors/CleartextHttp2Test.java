package io.mcpoauth2.testapps.process.doors;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/2 without TLS, which Vert.x speaks on every port unless it is told not to (RFC 9113 §3.3, RFC 7540 §3.2). */
@ExtendWith(ServersExtension.class)
@Timeout(90)
class CleartextHttp2Test {
    private static final int DATA = 0x0;
    private static final int HEADERS = 0x1;
    private static final int SETTINGS = 0x4;
    private static final int END_STREAM_AND_HEADERS = 0x5;
    private static final int STREAM = 1;

    static Stream<ServerSpec> servers() {
        return Stream.of(
                ServerSpec.of(ServerKind.QUARKUS_MCP, 17),
                ServerSpec.of(ServerKind.SDK2_VERTX5, 25),
                ServerSpec.of(ServerKind.SDK2_VERTX4, 17));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    @DisplayName("F1: without a token nothing runs, by prior knowledge neither")
    void priorKnowledgeIsNoWayAround(ServerSpec spec, Servers servers) throws IOException {
        TestServer server = servers.shared(spec);
        long before = server.executions();

        assertThat(byPriorKnowledge(server, List.of())).contains("Authentication required");
        assertThat(server.executions()).isEqualTo(before);

        assertThat(byPriorKnowledge(server, List.of("authorization", "Bearer " + servers.token("alice"))))
                .isEqualTo("hello");
        assertThat(server.executions()).isEqualTo(before + 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    @DisplayName("F1: without a token nothing runs, by an upgrade of HTTP/1.1 neither")
    void upgradeIsNoWayAround(ServerSpec spec, Servers servers) throws Exception {
        TestServer server = servers.shared(spec);
        long before = server.executions();
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .connectTimeout(TimeLimit.OF_A_WAIT)
                .build();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/hello"));

        HttpResponse<String> refused = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.version()).isEqualTo(HttpClient.Version.HTTP_2);
        // By the connection that has been upgraded.
        assertThat(client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
        assertThat(server.executions()).isEqualTo(before);

        HttpResponse<String> served = client.send(
                request.header("Authorization", "Bearer " + servers.token("alice"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(served.body()).isEqualTo("hello");
        assertThat(server.executions()).isEqualTo(before + 1);
    }

    /**
     * The body of the answer to a GET of {@code /hello}.
     *
     * @param more names and values of further headers, in lower case
     */
    private static String byPriorKnowledge(TestServer server, List<String> more) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout((int) TimeLimit.OF_A_WAIT.toMillis());
            OutputStream output = socket.getOutputStream();
            output.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
            frame(output, SETTINGS, 0, 0, new byte[0]);
            ByteArrayOutputStream headers = new ByteArrayOutputStream();
            for (List<String> pseudo : List.of(
                    List.of(":method", "GET"),
                    List.of(":scheme", "http"),
                    List.of(":path", "/hello"),
                    List.of(":authority", "127.0.0.1:" + server.port()))) {
                literal(headers, pseudo.get(0), pseudo.get(1));
            }
            for (int i = 0; i < more.size(); i += 2) {
                literal(headers, more.get(i), more.get(i + 1));
            }
            frame(output, HEADERS, END_STREAM_AND_HEADERS, STREAM, headers.toByteArray());
            output.flush();
            return body(new DataInputStream(socket.getInputStream()));
        }
    }

    private static String body(DataInputStream input) throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int length = input.readUnsignedShort() << 8 | input.readUnsignedByte();
            int type = input.readUnsignedByte();
            int flags = input.readUnsignedByte();
            int stream = input.readInt();
            byte[] payload = input.readNBytes(length);
            if (type == DATA && stream == STREAM) {
                body.append(new String(payload, US_ASCII));
            }
            if ((type == DATA || type == HEADERS) && stream == STREAM && (flags & 0x1) != 0) {
                return body.toString();
            }
        }
    }

    private static void frame(OutputStream output, int type, int flags, int stream, byte[] payload) throws IOException {
        output.write(new byte[] {
            (byte) (payload.length >> 16),
            (byte) (payload.length >> 8),
            (byte) payload.length,
            (byte) type,
            (byte) flags
        });
        output.write(new byte[] {0, 0, 0, (byte) stream});
        output.write(payload);
    }

    /** Never indexed, with a new name, without Huffman's code (RFC 7541 §6.2.3). */
    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0x10);
        text(block, name);
        text(block, value);
    }

    /** With a length of up to 16,000 (RFC 7541 §5.1). */
    private static void text(ByteArrayOutputStream block, String text) {
        int length = text.length();
        if (length < 127) {
            block.write(length);
        } else {
            block.write(127);
            int rest = length - 127;
            while (rest >= 128) {
                block.write(rest % 128 + 128);
                rest /= 128;
            }
            block.write(rest);
        }
        block.writeBytes(text.getBytes(US_ASCII));
    }
}
