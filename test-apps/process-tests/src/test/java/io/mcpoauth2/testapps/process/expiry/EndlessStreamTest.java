package io.mcpoauth2.testapps.process.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mcpoauth2.testapps.process.LiveObjects;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams of an application that knows nothing of expiry and goes on writing, whatever becomes of what it writes. */
@ExtendWith(ServersExtension.class)
@Timeout(90)
class EndlessStreamTest {
    private static final String ADMISSION = "io.mcpoauth2.agent.door.Admission";
    private static final String ENDLESS = "/stream?events=100000&interval=20";
    private static final String WAITING = "/stream?events=2&interval=600000";

    static Stream<ServerSpec> withDoor() {
        return Stream.of(
                        ServerSpec.of(ServerKind.SDK2_TOMCAT11, 25).argument("virtual=true"),
                        ServerSpec.of(ServerKind.SDK2_JETTY12, 25),
                        ServerSpec.of(ServerKind.SPRING_AI_WEBFLUX, 25),
                        ServerSpec.of(ServerKind.KTOR_NETTY, 17),
                        ServerSpec.of(ServerKind.KTOR_CIO, 25),
                        ServerSpec.of(ServerKind.SDK2_UNDERTOW, 17),
                        ServerSpec.of(ServerKind.QUARKUS_MCP, 17),
                        ServerSpec.of(ServerKind.SDK2_VERTX5, 25),
                        ServerSpec.of(ServerKind.HELIDON_MCP, 25),
                        ServerSpec.of(ServerKind.MICRONAUT_MCP, 17))
                .map(ExpiringToken::on);
    }

    static Stream<ServerSpec> withoutDoor() {
        return Stream.of(ExpiringToken.on(ServerSpec.of(ServerKind.SDK0_JETTY11, 17)));
    }

    /**
     * By another thread, by the request's own, by the request's own though asynchronous, and by nobody for a long time.
     * The request behind each must not be answered: whoever still writes would write into its response.
     */
    @ParameterizedTest(name = "E5: streams end with their token, whoever writes them: {0}")
    @MethodSource("withDoor")
    @DisplayName("E5: with a door")
    void streamsEndWhoeverWritesThem(ServerSpec spec, Servers servers) throws IOException, InterruptedException {
        TestServer server = servers.shared(spec);
        // While another request waits Undertow keeps what has been flushed to itself.
        String next = spec.kind() == ServerKind.SDK2_UNDERTOW
                ? ""
                : TestServer.request("GET", "/hello", null, servers.bearer("alice"));
        ExpiringToken expiring = ExpiringToken.of(servers, "alice");
        List<OpenStream> streams = new ArrayList<>();
        try (OpenStream lasting = open(server, ENDLESS, servers.bearer("bob"), "")) {
            for (String path : List.of(ENDLESS, ENDLESS + "&by=request", ENDLESS + "&by=caller", WAITING)) {
                streams.add(open(server, path, expiring.header(), next));
            }
            for (OpenStream stream : streams) {
                expiring.assertEnds(stream);
                assertThat(stream.isDisconnected()).as(stream.text()).isTrue();
                assertThat(stream.text()).contains("data: 1\n").doesNotContain("hello", "\r\n0\r\n");
            }
            assertUndisturbed(server, servers, lasting);
        } finally {
            streams.forEach(OpenStream::close);
        }
        assertNothingIsLeft(server);
    }

    @ParameterizedTest(name = "E5: an asynchronous stream ends with its token, whoever writes it: {0}")
    @MethodSource("withoutDoor")
    @DisplayName("E5: without a door")
    void asynchronousStreamsEndAtTheServletLayer(ServerSpec spec, Servers servers)
            throws IOException, InterruptedException {
        TestServer server = servers.shared(spec);
        ExpiringToken expiring = ExpiringToken.of(servers, "alice");
        try (OpenStream lasting = open(server, ENDLESS, servers.bearer("bob"), "");
                OpenStream written = open(server, ENDLESS, expiring.header(), "");
                OpenStream waiting = open(server, WAITING, expiring.header(), "")) {
            expiring.assertEnds(written);
            expiring.assertEnds(waiting);
            assertUndisturbed(server, servers, lasting);
        }
        assertNothingIsLeft(server);
    }

    private static OpenStream open(TestServer server, String path, String authorization, String next) {
        return OpenStream.open(server, TestServer.request("GET", path, null, authorization) + next);
    }

    /** The objects of a response that was ended serve others now: nothing of its writer is in those. */
    private static void assertUndisturbed(TestServer server, Servers servers, OpenStream lasting) {
        for (int i = 0; i < 50; i++) {
            assertThat(server.send("GET", "/hello", servers.bearer("bob")).body())
                    .isEqualTo("hello");
        }
        int seen = lasting.text().length();
        await().atMost(Duration.ofSeconds(10)).until(() -> lasting.text().length() > seen);
        assertThat(lasting.hasEnded()).isFalse();
    }

    /** But the one of all requests without a caller, and what the thread has that waits for its next event. */
    private static void assertNothingIsLeft(TestServer server) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> LiveObjects.count(server.spec().jdk(), server.process(), ADMISSION), left -> left <= 2);
    }
}
