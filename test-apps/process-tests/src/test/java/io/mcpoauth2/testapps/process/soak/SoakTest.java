package io.mcpoauth2.testapps.process.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.issuer.SigningKey;
import io.mcpoauth2.testapps.process.Artifacts;
import io.mcpoauth2.testapps.process.LiveObjects;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A server whose many users call it while keys change, the issuer is down, strangers come with bad tokens and clients go away: no
 * answer is another user's, no bad token is admitted and no valid one refused, and nothing is left over of it.
 */
@ExtendWith(ServersExtension.class)
class SoakTest {
    private static final int JDK = 25;
    private static final String IDENTITY = "io.mcpoauth2.bridge.RequestIdentity";

    /** The constant that stands for no caller. */
    private static final int NOBODY = 1;

    /** What a server's heap may vary by, however many calls there were. */
    private static final long HEAP_TOLERANCE = 4_000_000;

    private static final int THREAD_TOLERANCE = 5;

    @Test
    @DisplayName("20,000 calls of 100 users, or as many as -Dsoak.calls and -Dsoak.users say")
    void callsOfManyUsersStayTheirs(Servers servers) throws Exception {
        soak(servers, Integer.getInteger("soak.calls", 20_000), Integer.getInteger("soak.users", 100));
    }

    @Tag("full")
    @Test
    @DisplayName("1,000,000 calls of 1,000 users")
    void aMillionCallsStayTheirUsers(Servers servers) throws Exception {
        soak(servers, 1_000_000, 1_000);
    }

    private static void soak(Servers servers, int calls, int users) throws Exception {
        AtomicReference<KeyAge> age = new AtomicReference<>(new KeyAge(servers.issuer(), SigningKey.generate("ES256")));
        try (KeyPort keys = new KeyPort(age.get().key());
                ServerProcess server = start(servers, keys, users)) {
            Callers callers = new Callers(server.port(), users, age);
            Trouble trouble = new Trouble(servers.issuer(), keys, age, server, callers);
            callers.introduce();
            // What is loaded and kept once is there after some calls of everybody, with a change of keys.
            run(callers, calls / 4, trouble::rotate);
            Footprint before = Footprint.of(JDK, server);
            long begin = System.nanoTime();
            int first = callers.calls();

            run(callers, calls, trouble::all);

            double rate = (callers.calls() - first) * 1e9 / (System.nanoTime() - begin);
            Footprint after = awaitRest(server, before);
            System.out.printf(
                    "soak: %d calls, %.0f a second; %d right, %d bad refused, %d abandoned, %d busy; before %s, after %s%n",
                    callers.calls(),
                    rate,
                    callers.right(),
                    callers.refused(),
                    callers.unanswered(),
                    callers.busy(),
                    before,
                    after);
            assertThat(callers.faults()).isEmpty();
            assertThat(callers.right()).isGreaterThan(callers.calls() / 10 * 9);
            assertThat(callers.refused()).isGreaterThan(callers.calls() / 40);
            // Bad tokens and messages without their end have reached no handler.
            assertThat(server.executionCount())
                    .isBetween((long) callers.right(), (long) callers.right() + callers.unanswered());
            assertThat(after.heap()).isLessThan(before.heap() + HEAP_TOLERANCE);
        }
    }

    /** Lets users call until there were so many calls, and something happen to them, again and again, and once at least. */
    private static void run(Callers callers, int calls, Happening happening) throws Exception {
        try (Callers.Run run = callers.new Run()) {
            do {
                happening.happen();
            } while (callers.calls() < calls && callers.faults().isEmpty());
            run.end();
        }
    }

    /** Waits until no request and no more threads than before are left of those that have gone; what does not go fails here. */
    private static Footprint awaitRest(ServerProcess server, Footprint before) throws Exception {
        await().atMost(TimeLimit.OF_A_WAIT).until(() -> LiveObjects.count(JDK, server, IDENTITY) == NOBODY);
        AtomicReference<Footprint> rest = new AtomicReference<>(before);
        await().atMost(TimeLimit.OF_A_WAIT).until(() -> {
            rest.set(Footprint.of(JDK, server));
            return rest.get().threads() <= before.threads() + THREAD_TOLERANCE;
        });
        return rest.get();
    }

    @FunctionalInterface
    private interface Happening {
        void happen() throws Exception;
    }

    private static ServerProcess start(Servers servers, KeyPort keys, int users) {
        Map<String, String> settings = new HashMap<>();
        settings.put("issuer", servers.issuer().issuer());
        settings.put("audience", Servers.AUDIENCE);
        settings.put("allow_http", "true");
        settings.put("jwks_uri", keys.address().toString());
        settings.put("jwks_cache_ttl", "1");
        settings.put("jwks_cooldown", "1");
        settings.put("wait_for_keys", "30");
        // Full after some keys, so that verdicts are displaced, too.
        settings.put("token_cache_size", Integer.toString(4 * users));
        return ServerKind.SDK2_TOMCAT11
                .process(true, Transport.STATELESS)
                .jdk(JDK)
                .jvmArguments("-Xmx256m", "-XX:TieredStopAtLevel=4")
                .agent(Artifacts.agentJar(), settings)
                .start();
    }
}
