package io.mcpoauth2.testapps.process.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mcpoauth2.testapps.process.LiveObjects;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Handlers of the JDK's server that stream, or have another thread do so, for as long as the client is there. */
@ExtendWith(ServersExtension.class)
@Timeout(90)
class JdkStreamTest {
    private static final String ADMISSION = "io.mcpoauth2.agent.door.Admission";

    static Stream<ServerSpec> servers() {
        return ServerSpec.each(ServerKind.JDK_HTTP).map(spec -> ExpiringToken.on(spec.argument("executor=cached")));
    }

    static Stream<ServerSpec> tlsServers() {
        return servers().map(ServerSpec::withTls);
    }

    @ParameterizedTest(
            name = "E5: a stream is cut when its token expires, also where its handler waits or has left it: {0}")
    @MethodSource("servers")
    @DisplayName("E5: JDK HttpServer")
    void streamsAreCut(ServerSpec spec, Servers servers) {
        TestServer server = servers.shared(spec);
        ExpiringToken expiring = assertCut(SocketFactory.getDefault(), server, servers);
        long before = server.executions();
        assertThat(server.send("GET", "/endless?20", expiring.header()).status())
                .isEqualTo(401);
        assertThat(server.executions()).isEqualTo(before);
        assertThat(server.send("GET", "/hello", servers.bearer("alice")).body()).isEqualTo("hello");
        // One that waits, one whose client has gone without the server's knowing, and the one without a caller.
        await().atMost(Duration.ofSeconds(20))
                .until(() -> LiveObjects.count(spec.jdk(), server.process(), ADMISSION), left -> left <= 3);
    }

    @ParameterizedTest(name = "E5: the same by TLS: {0}")
    @MethodSource("tlsServers")
    @DisplayName("E5: JDK HttpsServer")
    void streamsAreCutByTls(ServerSpec spec, Servers servers) {
        SSLContext tls = servers.tlsKeys().client(null);
        TestServer server = servers.shared(spec);
        assertCut(tls.getSocketFactory(), server, servers);
        assertThat(server.send(tls, "GET", "/hello", servers.bearer("alice")).body())
                .isEqualTo("hello");
    }

    private static ExpiringToken assertCut(SocketFactory connections, TestServer server, Servers servers) {
        ExpiringToken expiring = ExpiringToken.of(servers, "alice");
        try (OpenStream written = open(connections, server, "/endless?20", expiring.header());
                OpenStream waiting = open(connections, server, "/endless?600000", expiring.header());
                OpenStream handedOn = open(connections, server, "/endless/other?600000", expiring.header());
                OpenStream lasting = open(connections, server, "/endless/other?20", servers.bearer("bob"))) {
            for (OpenStream stream : List.of(written, waiting, handedOn)) {
                expiring.assertEnds(stream);
                // A response that was cut must not look complete.
                await().atMost(Duration.ofSeconds(10)).until(stream::isDisconnected);
                assertThat(stream.text()).contains("data: 1\n").doesNotContain("\r\n0\r\n");
            }
            int seen = lasting.text().length();
            await().atMost(Duration.ofSeconds(10)).until(() -> lasting.text().length() > seen);
            assertThat(lasting.hasEnded()).isFalse();
        }
        return expiring;
    }

    private static OpenStream open(SocketFactory connections, TestServer server, String target, String authorization) {
        return OpenStream.open(connections, server, TestServer.request("GET", target, null, authorization));
    }
}
