package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A subclass of Jetty's server that overrides the woven method, and does not always call it. */
@ParameterizedClass(name = "{0}")
@MethodSource("overriding")
class OverridingServerTest extends DoorTest {
    OverridingServerTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> overriding() {
        return ServerSpec.each(ServerKind.SDK2_JETTY12).map(spec -> spec.argument("overriding=true"));
    }

    @Test
    @DisplayName("R8: no code of a server's subclass runs without a token")
    void requestWithoutTokenReachesNoSubclass() {
        Refusals.assertNoToken(server.send("GET", "/status"));
        Refusals.assertNoToken(server.send("GET", "/hello"));
        assertNothingRan();
    }

    @Test
    @DisplayName("R8: with a token it runs once, also where it calls the woven method")
    void requestWithTokenRunsOnce() {
        assertThat(server.send("GET", "/status", servers.bearer("alice")).body())
                .isEqualTo("up");
        assertThat(server.send("GET", "/hello", servers.bearer("alice")).body()).isEqualTo("hello");
        assertRan(3); // The subclass twice, the servlet once.
    }
}
