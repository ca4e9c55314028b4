package io.mcpoauth2.testapps.process.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a servlet container calls back on threads of its own, long after the servlet has returned. */
@ExtendWith(ServersExtension.class)
@Timeout(90)
class ServletCallbacksTest {
    private static final String PATH = "/callbacks";
    private static final Duration BOUND = Duration.ofSeconds(20);

    static Stream<ServerSpec> specs() {
        return ServerSpec.each(ServerKind.SDK2_TOMCAT11, ServerKind.SDK2_JETTY12, ServerKind.SDK2_UNDERTOW)
                .map(ServerSpec::withApi);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("specs")
    void listenersAndTasksOfAnAsynchronousRequestRunAsItsCaller(ServerSpec spec, Servers servers) throws IOException {
        TestServer server = servers.shared(spec);
        long before = server.executions();
        try (RawHttp connection = RawHttp.connect(server.port(), TimeLimit.OF_A_WAIT)) {
            connection.write(bytes(TestServer.request(
                    "POST", PATH, null, servers.bearer("alice"), "Content-Length: 14\r\n\r\nfirst")));
            // Nine bytes with the two ends of lines. The servlet has returned, or is about to: what comes now comes by
            // a callback.
            await().atMost(TimeLimit.OF_A_WAIT).until(() -> server.executions() > before);
            assertThat(server.send("GET", "/hello", servers.bearer("bob")).status())
                    .isEqualTo(200);
            connection.write(bytes("later"));

            HttpAnswer answer = connection.read(false);
            assertThat(answer.body()).isEqualTo("read by [alice], task of alice, written by alice");
        }
    }

    /** Whichever thread finds out: a timer's, or the one that a dispatched servlet has failed on. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("specs")
    void listenersOfAnAsynchronousRequestAreToldOfItsEndAsItsCaller(ServerSpec spec, Servers servers) {
        TestServer server = servers.shared(spec);
        // Undertow has ended the request by then.
        String afterFailure = spec.kind() == ServerKind.SDK2_UNDERTOW ? "" : ", end of alice";
        Map.of("timeout", "timeout of alice, end of alice", "failure", "failure of alice" + afterFailure)
                .forEach((end, told) -> {
                    server.send("GET", "/listeners?end=" + end, servers.bearer("alice"));

                    await().atMost(BOUND)
                            .untilAsserted(
                                    () -> assertThat(told(server, servers)).startsWith(told));
                });
    }

    private static String told(TestServer server, Servers servers) {
        return server.send("GET", "/listeners", servers.bearer("bob")).body();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("specs")
    void withoutATokenNothingIsRead(ServerSpec spec, Servers servers) {
        TestServer server = servers.shared(spec);
        long before = server.executions();

        assertThat(server.sendBody("POST", PATH, "whole body").status()).isEqualTo(401);
        assertThat(server.executions()).isEqualTo(before);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
