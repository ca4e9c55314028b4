package io.mcpoauth2.testapps.process.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several users' calls go over pools of one thread, timers and threads that all of them share. */
@ExtendWith(ServersExtension.class)
@Timeout(90)
class ExecutorHopsTest {
    private static final List<String> CARRIED = List.of(
            "hop-submit", "hop-execute", "hop-invoke", "hop-schedule", "hop-fork-join", "hop-timer", "hop-propagated");

    static Stream<ServerSpec> specs() {
        return ServerSpec.each(ServerKind.SDK2_TOMCAT11, ServerKind.SDK2_JETTY12, ServerKind.JDK_HTTP)
                .map(ServerSpec::withApi);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("specs")
    @DisplayName("I4: a task of the JDK's executors and timers is its submitter's, and a bare thread's is nobody's")
    void taskIsItsSubmitters(ServerSpec spec, Servers servers) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try (TestServer server = servers.start(spec)) {
            List<Future<?>> running = new ArrayList<>();
            for (String user : List.of("alice", "bob", "carol", "dora")) {
                running.add(callers.submit(() -> {
                    try (ToolCaller caller = ToolCaller.open(server, servers.token(user))) {
                        for (int i = 0; i < 10; i++) {
                            for (String hop : CARRIED) {
                                assertThat(caller.text(hop)).as(hop).isEqualTo(user);
                            }
                            assertThat(caller.text("hop-thread")).isEqualTo("NotAuthenticatedException");
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            callers.shutdownNow();
        }
    }
}
