package io.mcpoauth2.testapps.process.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guarded methods that return a Mono: the user is there while the method runs, and while the Mono does. */
@ExtendWith(ServersExtension.class)
class AsyncToolsTest {

    static Stream<ServerSpec> specs() {
        return ServerSpec.each(ServerKind.SDK2_TOMCAT11, ServerKind.SDK2_JETTY12)
                .map(spec -> spec.withApi().argument("mode=async"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("specs")
    void methodThatReturnsAMonoKnowsItsUserAndSoDoesTheMono(ServerSpec spec, Servers servers) {
        try (TestServer server = servers.start(spec);
                ToolCaller alice = ToolCaller.open(server, servers.token("alice"));
                ToolCaller bob = ToolCaller.open(server, servers.token("bob"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(alice.text("async")).isEqualTo("alice");
                assertThat(bob.text("async")).isEqualTo("bob");
                assertThat(alice.text("later")).isEqualTo("alice");
                assertThat(bob.text("later")).isEqualTo("bob");
                assertThat(alice.text("registered-later")).isEqualTo("alice");
                assertThat(bob.text("registered-later")).isEqualTo("bob");
            }
        }
    }
}
