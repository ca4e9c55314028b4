package io.mcpoauth2.testapps.process.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.Artifacts;
import io.mcpoauth2.testapps.process.LiveObjects;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.identity.UserCrowd.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Identity over the thread hops of each stack: calls of many users and of nobody, mixed on few connections. */
@ExtendWith(ServersExtension.class)
class HopsTest {
    private static final String BRIDGE = "io.mcpoauth2.bridge.";
    private static final String IDENTITY = BRIDGE + "RequestIdentity";

    /** What strict mode keeps: what a thread has bound and not taken off, and what it took off in another order. */
    private static final String BINDING = BRIDGE + "Bindings$Binding";

    private static final String FAULT = BRIDGE + "Bindings$Fault";

    /** The constant that stands for no caller. */
    private static final int NOBODY = 1;

    /** Event loops and workers keep what they did last until they do something else; however many calls there were. */
    private static final int OF_IDLE_THREADS = 8;

    /** A server, and whether it runs all it can on virtual threads. */
    record Stack(ServerSpec spec, boolean virtual) {
        @Override
        public String toString() {
            return virtual ? spec + ", on virtual threads" : spec.toString();
        }
    }

    static Stream<Stack> stacks() {
        return Stream.concat(
                ServerSpec.all().map(spec -> new Stack(spec, false)), Stream.of(virtual(ServerKind.SDK2_TOMCAT11)));
    }

    static Stream<Stack> everywhere() {
        return Stream.concat(
                ServerSpec.everywhere().map(spec -> new Stack(spec, false)),
                Stream.of(virtual(ServerKind.SDK2_TOMCAT11), virtual(ServerKind.SDK2_JETTY12)));
    }

    private static Stack virtual(ServerKind kind) {
        return new Stack(ServerSpec.of(kind, 25), true);
    }

    @DisplayName("I4, I5 every call of 10 users at a time is its caller's, and nothing holds an identity afterwards")
    @ParameterizedTest(name = "{0}")
    @MethodSource("stacks")
    void everyCallIsItsCallersAndNothingHoldsAnIdentityAfterwards(Stack stack, Servers servers) throws Exception {
        assertEveryCallIsItsCallers(stack, true, servers, 10, 100);
    }

    @Tag("full")
    @DisplayName("I4, I5 the same with 50 users and a thousand calls of each")
    @ParameterizedTest(name = "{0}")
    @MethodSource("everywhere")
    void everyOfFiftyThousandCallsIsItsCallers(Stack stack, Servers servers) throws Exception {
        assertEveryCallIsItsCallers(stack, false, servers, 50, 1_000);
    }

    /**
     * @param strict whether the agent keeps book of what threads bind and take off
     */
    private static void assertEveryCallIsItsCallers(
            Stack stack, boolean strict, Servers servers, int users, int callsEach) throws Exception {
        int jdk = stack.spec.jdk();
        ServerProcessBuilder builder =
                server(stack.spec.kind(), jdk, servers).property("io.mcpoauth2.strict", String.valueOf(strict));
        if (stack.virtual) {
            builder.arguments("virtual=true")
                    .property("reactor.schedulers.defaultBoundedElasticOnVirtualThreads", "true");
        }
        try (ServerProcess server = builder.start()) {
            UserCrowd crowd = new UserCrowd(users, server, servers);

            assertThat(crowd.call(callsEach)).isEqualTo(new Outcome(users * callsEach, 0, callsEach, 0, ""));

            assertThat(server.executionCount()).isEqualTo(users * callsEach);
            if (stack.spec.kind().hasSessionStream()) {
                try (RawHttp stream = crowd.openStream()) {
                    assertThat(stream).isNotNull();
                    awaitIdentities(jdk, server, count -> count > NOBODY);
                }
            }
            crowd.leave();
            int left = NOBODY + (stack.spec.kind().isNetty() ? OF_IDLE_THREADS : 0);
            awaitIdentities(jdk, server, count -> count <= left);
            Map<String, Integer> kept = LiveObjects.counts(jdk, server, BRIDGE);
            assertThat(kept).doesNotContainKeys(BINDING, FAULT);
            // A virtual thread is gone, with what was kept of it; Helidon has no others, of which some may still be
            // there.
            if (stack.spec.kind() != ServerKind.HELIDON_MCP) {
                assertThat(kept.containsKey(BRIDGE + "Bindings")).isEqualTo(strict && !stack.virtual);
            }
        }
    }

    /** The test of the test above: where the hop is not woven nobody arrives, and never somebody else. */
    @DisplayName("I4 without propagation every call is refused")
    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({"SDK2_TOMCAT11, 25", "SDK2_JETTY12, 17"})
    void withoutPropagationEveryCallIsRefused(ServerKind kind, int jdk, Servers servers) throws Exception {
        try (ServerProcess server =
                server(kind, jdk, servers).property("oauth2.propagation", "off").start()) {
            Outcome outcome = new UserCrowd(50, server, servers).call(2);

            assertThat(outcome.failed()).isEqualTo(100);
            assertThat(outcome.right() + outcome.wrong()).isZero();
            assertThat(server.executionCount()).isZero();
        }
    }

    private static void awaitIdentities(int jdk, ServerProcess server, Predicate<Integer> expected) {
        await().atMost(TimeLimit.OF_A_WAIT).until(() -> LiveObjects.count(jdk, server, IDENTITY), expected);
    }

    private static ServerProcessBuilder server(ServerKind kind, int jdk, Servers servers) {
        Map<String, String> settings = new HashMap<>();
        settings.put("issuer", servers.issuer().issuer());
        settings.put("audience", Servers.AUDIENCE);
        settings.put("allow_http", "true");
        return kind.process(true, kind.defaultTransport())
                .jdk(jdk)
                // Helidon MCP keeps the last thousand responses of each session, with the agent or without.
                .jvmArguments("-Xmx1g")
                .agent(Artifacts.agentJar(), settings);
    }
}
