package io.mcpoauth2.testapps.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RawHttpTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private HttpServer server;
    private int port;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String seen = String.valueOf(exchange.getRequestHeaders().get("Authorization"));
            byte[] body = ("{\"seen\":\"" + seen + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Www-Authenticate", "Bearer");
            exchange.getResponseHeaders().add("Www-Authenticate", "DPoP");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            boolean chunked = exchange.getRequestURI().getPath().equals("/chunked");
            exchange.sendResponseHeaders(401, head ? -1 : chunked ? 0 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        port = server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void malformedHeadersArriveAsWrittenAndRepeatedOnesAreKeptApart() throws IOException {
        String request = """
                GET / HTTP/1.1
                Host: x
                Authorization: Bearer\u00a0a
                authorization: Basic b
                Connection: close

                """;

        HttpAnswer answer = RawHttp.exchange(port, request.replace("\n", "\r\n"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("seen").asText()).isEqualTo("[Bearer\u00a0a, Basic b]");
        assertThat(answer.headers("WWW-Authenticate")).containsExactly("Bearer", "DPoP");
    }

    @Test
    void responsesOnOneConnectionAreReadOneByOneWhateverTheirFraming() throws IOException {
        try (RawHttp connection = RawHttp.connect(port, LIMIT)) {
            for (String path : new String[] {"/chunked", "/", "/chunked"}) {
                connection.write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
                assertThat(connection.read(false).body()).isEqualTo("{\"seen\":\"[Bearer a]\"}");
            }
        }
    }

    @Test
    void headResponseHasNoBodyToWaitFor() throws IOException {
        assertThat(RawHttp.exchange(port, "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n").status())
                .isEqualTo(401);
    }

    @Test
    void silentServerIsATimeoutAndAClosedConnectionAnEndOfFile() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RawHttp connection = RawHttp.connect(silent.getLocalPort(), Duration.ofMillis(200));
                Socket accepted = silent.accept()) {
            connection.write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> connection.read(false));
            try (RawHttp other = RawHttp.connect(silent.getLocalPort(), LIMIT)) {
                silent.accept().close();
                assertThatExceptionOfType(EOFException.class).isThrownBy(() -> other.read(false));
            }
            assertThat(accepted.isClosed()).isFalse();
        }
    }
}
