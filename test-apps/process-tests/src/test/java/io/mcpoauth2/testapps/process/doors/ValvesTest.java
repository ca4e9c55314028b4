package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tomcat's valves of all levels run after the gate, and what they rewrite is judged again. */
@ParameterizedClass(name = "{0}")
@MethodSource("tomcats")
class ValvesTest extends DoorTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    ValvesTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> tomcats() {
        return Stream.of(
                        valves(ServerKind.SDK2_TOMCAT11, 25, "engine", "context"),
                        valves(ServerKind.SDK2_TOMCAT11, 17, "host", "engine"),
                        valves(ServerKind.SDK1_TOMCAT10, 17, "engine", "host"))
                .map(spec -> spec.argument("access-log=true").setting("exempt_routes", "/open/*,/health/*"));
    }

    private static ServerSpec valves(ServerKind kind, int jdk, String status, String rewrite) {
        return ServerSpec.of(kind, jdk).argument("status-valve=" + status).argument("rewrite-valve=" + rewrite);
    }

    @Test
    @DisplayName("R8: no valve runs without a token, also one that answers itself")
    void requestWithoutTokenReachesNoValve() {
        Refusals.assertNoToken(server.send("GET", "/status"));
        Refusals.assertNoToken(server.send("GET", "/hello"));
        assertNothingRan();

        HttpAnswer answer = server.send("GET", "/status", servers.bearer("alice"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("up");
    }

    /** The first ruling stood for a path that a valve made another one's, so that a rewritten exempt path was open. */
    @Test
    @DisplayName("I1: what a valve makes of an exempt path is judged as well")
    void pathThatAValveHasRewrittenIsJudgedAgain() {
        List<String> paths = List.of("/open/hello", "/open/status", "/open/mcp");
        for (String path : paths) {
            Refusals.assertNoToken(server.send("GET", path, Messages.ACCEPT));
        }
        // The valve of the engine has seen the exempt path before another one rewrote it; nothing else ran.
        assertRan(spec.arguments().contains("status-valve=engine") ? paths.size() : 0);
        assertThat(server.send("GET", "/open/health/x").status()).isEqualTo(200);
        HttpAnswer answer = server.send("GET", "/open/hello", servers.bearer("alice"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
    }

    @Test
    @DisplayName("I1: a protected path is not opened by being rewritten to an exempt one")
    void stricterRulingCounts() {
        Refusals.assertNoToken(server.send("GET", "/open/../health/x"));
        assertNothingRan();
    }

    @Test
    void refusedRequestIsInTheAccessLogOnce() {
        Refusals.assertNoToken(server.send("GET", "/refused-and-logged"));
        assertThat(server.send("GET", "/%zz-malformed").status()).isEqualTo(400);

        assertThat(server.process().awaitStderr("access: GET /refused-and-logged 401", LIMIT))
                .isPresent();
        assertThat(server.process().awaitStderr("access: GET /%zz-malformed 400", LIMIT))
                .isPresent();
        assertThat(server.process().stderr()).containsOnlyOnce("access: GET /refused-and-logged");
        assertNothingRan();
    }
}
