package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Refusals of requests whose body has not come, and never will. */
@ParameterizedClass(name = "{0}")
@MethodSource("standard")
class EarlyRefusalTest extends DoorTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String HUGE = "Content-Length: 104857600";

    EarlyRefusalTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> standard() {
        return DoorSpecs.standard();
    }

    @Test
    @DisplayName("J9: a huge body is refused by its headers, before it is sent")
    void hugeBodyIsRefusedBeforeItIsSent() throws IOException {
        for (String length : new String[] {HUGE, "Transfer-Encoding: chunked"}) {
            try (RawHttp connection = RawHttp.connect(server.port(), LIMIT)) {
                connection.write(bytes(TestServer.request("POST", "/mcp", null, Messages.JSON, length)));
                Refusals.assertNoToken(connection.read(false));
            }
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("J9: the client that waits for 100 Continue is refused instead")
    void expectationIsAnsweredWithTheRefusal() throws IOException {
        try (RawHttp connection = RawHttp.connect(server.port(), LIMIT)) {
            connection.write(
                    bytes(TestServer.request("POST", "/mcp", null, Messages.JSON, HUGE, "Expect: 100-continue")));
            Refusals.assertNoToken(connection.read(false));
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("J9, I5: the part of the body that does come is never taken for a request, though it holds valid ones")
    void bodyOfARefusedRequestIsNeverTakenForRequests() throws IOException {
        String valid = TestServer.request("GET", "/hello", null, servers.bearer("alice"));
        String body = valid.repeat(64 * 1024 / valid.length());
        try (RawHttp connection = RawHttp.connect(server.port(), LIMIT)) {
            connection.write(bytes(TestServer.request("POST", "/mcp", null, Messages.JSON, HUGE) + body));
            Refusals.assertNoToken(connection.read(false));
        }
        // Behind the server's queue, if it had one: else the count could come too early.
        assertThat(server.send("GET", "/hello", servers.bearer("alice")).body()).isEqualTo("hello");
        assertRan(1);
    }

    private static byte[] bytes(String request) {
        return request.getBytes(StandardCharsets.ISO_8859_1);
    }
}
