package io.mcpoauth2.testapps.process.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a request started and left running is nobody's once the request is over. */
@ExtendWith(ServersExtension.class)
class RequestEndTest {

    static Stream<ServerSpec> specs() {
        return ServerSpec.each(ServerKind.SDK2_TOMCAT11, ServerKind.SDK2_JETTY12, ServerKind.JDK_HTTP)
                .map(ServerSpec::withApi);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("specs")
    void timerOfARequestIsItsUsersWhileItLastsAndRefusedFromThenOn(ServerSpec spec, Servers servers) {
        try (TestServer server = servers.start(spec);
                ToolCaller alice = ToolCaller.open(server, servers.token("alice"))) {
            assertThat(alice.text("start-timer")).isEqualTo("0 alice");

            await().atMost(TimeLimit.OF_A_WAIT)
                    .until(
                            () -> outcome(alice.text("read-timer")),
                            outcome -> outcome.equals("NotAuthenticatedException"));
            // Requests of the same user that are open meanwhile give the timer nothing.
            long refused = tick(alice.text("read-timer"));
            await().atMost(TimeLimit.OF_A_WAIT).until(() -> {
                String state = alice.text("read-timer");
                assertThat(outcome(state)).isEqualTo("NotAuthenticatedException");
                return tick(state) > refused + 10;
            });
        }
    }

    private static String outcome(String state) {
        return state.substring(state.indexOf(' ') + 1);
    }

    private static long tick(String state) {
        return Long.parseLong(state.substring(0, state.indexOf(' ')));
    }
}
