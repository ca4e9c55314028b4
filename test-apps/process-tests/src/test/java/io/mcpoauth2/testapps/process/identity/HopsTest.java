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
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.identity.UserCrowd.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Identity over the thread hops of the SDK's synchronous servers: 8,000 calls of 50 users, mixed. */
@ExtendWith(ServersExtension.class)
class HopsTest {
    private static final String IDENTITY = "io.mcpoauth2.bridge.RequestIdentity";

    /** The constant that stands for no caller. */
    private static final int NOBODY = 1;

    @DisplayName("I4, I5 every call of 50 users at a time is its caller's, and nothing holds an identity afterwards")
    @ParameterizedTest(name = "{0} on {1}, virtual threads: {2}")
    @CsvSource({
        "SDK2_TOMCAT11, 17, false",
        "SDK2_TOMCAT11, 25, false",
        "SDK2_TOMCAT11, 25, true",
        "SDK2_JETTY12, 17, false",
        "SDK2_JETTY12, 25, false",
        "SDK2_JETTY12, 25, true"
    })
    void everyCallIsItsCallersAndNothingHoldsAnIdentityAfterwards(
            ServerKind kind, int jdk, boolean virtual, Servers servers) throws Exception {
        ServerProcessBuilder builder = server(kind, jdk, servers);
        if (virtual) {
            builder.arguments("virtual=true")
                    .property("reactor.schedulers.defaultBoundedElasticOnVirtualThreads", "true");
        }
        try (ServerProcess server = builder.start()) {
            UserCrowd crowd = new UserCrowd(server, servers);

            assertThat(crowd.call(160)).isEqualTo(new Outcome(8_000, 0, 0, ""));

            assertThat(server.executionCount()).isEqualTo(8_000);
            try (RawHttp stream = crowd.openStream()) {
                assertThat(stream).isNotNull();
                awaitIdentities(jdk, server, count -> count > NOBODY);
            }
            crowd.leave();
            awaitIdentities(jdk, server, count -> count == NOBODY);
        }
    }

    /** The test of the test above: where the hop is not woven nobody arrives, and never somebody else. */
    @DisplayName("I4 without propagation every call is refused")
    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({"SDK2_TOMCAT11, 17", "SDK2_TOMCAT11, 25", "SDK2_JETTY12, 17", "SDK2_JETTY12, 25"})
    void withoutPropagationEveryCallIsRefused(ServerKind kind, int jdk, Servers servers) throws Exception {
        try (ServerProcess server =
                server(kind, jdk, servers).property("oauth2.propagation", "off").start()) {
            Outcome outcome = new UserCrowd(server, servers).call(2);

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
        return kind.process(true, Transport.STREAMABLE)
                .jdk(jdk)
                .jvmArguments("-Xmx512m")
                .agent(Artifacts.agentJar(), settings);
    }
}
