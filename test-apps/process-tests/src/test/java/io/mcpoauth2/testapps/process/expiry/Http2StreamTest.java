package io.mcpoauth2.testapps.process.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.Http2Client;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many streams, of different users, on one connection, as a proxy has them. */
@ExtendWith(ServersExtension.class)
@Timeout(90)
class Http2StreamTest {
    private static final String ENDLESS = "/stream?events=100000&interval=20";

    static Stream<ServerSpec> servers() {
        return Http2Client.servers().map(ExpiringToken::on);
    }

    @ParameterizedTest(
            name = "E5: a stream of HTTP/2 ends with its token, and the others of its connection do not: {0}")
    @MethodSource("servers")
    @DisplayName("E5: HTTP/2")
    void streamIsResetAndTheConnectionGoesOn(ServerSpec spec, Servers servers) {
        TestServer server = servers.shared(spec);
        Http2Client client = new Http2Client(server, servers.tlsKeys().client(null));
        ExpiringToken expiring = ExpiringToken.of(servers, "alice");
        List<OpenStream> streams = new ArrayList<>();
        try (OpenStream lasting = open(client, ENDLESS, servers.token("bob"))) {
            for (String path : List.of(
                    ENDLESS, ENDLESS + "&by=request", ENDLESS + "&by=caller", "/stream?events=2&interval=600000")) {
                streams.add(open(client, path, expiring.value()));
            }
            for (OpenStream stream : streams) {
                expiring.assertEnds(stream);
                assertThat(stream.text()).startsWith("data: 1\n");
            }
            // Tomcat ends a stream in good order before it resets it, where that is done by the request's own thread.
            if (!spec.kind().isTomcat()) {
                assertThat(streams).allMatch(OpenStream::isBroken);
            }
            assertThat(List.of(streams.get(0), streams.get(3))).allMatch(OpenStream::isBroken);
            assertUndisturbed(client, servers, lasting);
        } finally {
            streams.forEach(OpenStream::close);
        }
        long before = server.executions();
        assertThat(client.getAll("/hello", expiring.value()).status()).isEqualTo(401);
        assertThat(server.executions()).isEqualTo(before);
    }

    /** Netty and Vert.x send by HTTP/2 what it leaves out of HTTP/1.1, and clients end such a stream with an error. */
    @ParameterizedTest(name = "F1: a HEAD request without a token is refused without a body: {0}")
    @MethodSource("servers")
    void refusedHeadRequestGetsNoBody(ServerSpec spec, Servers servers) {
        TestServer server = servers.shared(spec);
        long before = server.executions();

        HttpAnswer answer = new Http2Client(server, servers.tlsKeys().client(null)).headWithoutToken("/hello");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers("WWW-Authenticate")).hasSize(1);
        assertThat(answer.body()).isEmpty();
        assertThat(server.executions()).isEqualTo(before);
    }

    private static OpenStream open(Http2Client client, String path, String token) {
        HttpResponse<InputStream> response = client.get(path, token);
        assertThat(response.statusCode()).isEqualTo(200);
        return OpenStream.reading(response.body());
    }

    /** The objects of the streams that were ended serve others now: nothing of their writers is in those. */
    private static void assertUndisturbed(Http2Client client, Servers servers, OpenStream lasting) {
        for (int i = 0; i < 50; i++) {
            assertThat(client.getAll("/hello", servers.token("bob")).body()).isEqualTo("hello");
        }
        int seen = lasting.text().length();
        await().atMost(Duration.ofSeconds(10)).until(() -> lasting.text().length() > seen);
        assertThat(lasting.hasEnded()).isFalse();
        assertThat(lasting.text().replaceAll("data: \\d+\n\n", "")).matches("(d|da|dat|data:? ?\\d*\n?)?");
    }
}
