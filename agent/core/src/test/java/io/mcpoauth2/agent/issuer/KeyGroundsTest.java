package io.mcpoauth2.agent.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.issuer.Grounds.State;
import io.mcpoauth2.agent.jose.VerificationKey;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A verdict stands on its key (D6), and whoever asks for keys waits for no log (D7). */
@Timeout(60)
class KeyGroundsTest {
    private static final String FIRST = SigningKey.ed25519("first").jwk();
    private static final String SECOND = SigningKey.ed25519("second").jwk();
    private static final String THIRD = SigningKey.ed25519("third").jwk();

    private final TestTime time = new TestTime();
    private final Queue<Runnable> fetches = new ConcurrentLinkedQueue<>();

    @Test
    void aSetInAnotherOrderOrWithOneKeyMoreThrowsNothingAway() {
        TestIssuer issuer = new TestIssuer("https://as.example", time).publishes(FIRST, SECOND);
        KeySet before = set(issuer);
        Grounds grounds = issuer.source().groundsOf(before.named("first").get(0));
        assertThat(grounds.look()).isEqualTo(State.STAND);

        issuer.publishes(SECOND, FIRST);
        time.pass(TestIssuer.TTL);
        assertThat(grounds.look()).isEqualTo(State.STAND);
        assertThat(set(issuer)).isSameAs(before);

        issuer.publishes(THIRD, SECOND, FIRST);
        time.pass(TestIssuer.TTL);
        assertThat(grounds.look()).isEqualTo(State.STAND);
        assertThat(set(issuer).generation()).isEqualTo(2);
    }

    @Test
    void aWithdrawnKeyIsGoneAndOneThatIsBackStandsAgain() {
        TestIssuer issuer = new TestIssuer("https://as.example", time).publishes(FIRST, SECOND);
        Grounds grounds = issuer.source().groundsOf(set(issuer).named("first").get(0));

        issuer.publishes(SECOND);
        time.pass(TestIssuer.TTL);
        assertThat(grounds.look()).isEqualTo(State.GONE);

        issuer.publishes(FIRST);
        time.pass(TestIssuer.TTL);
        assertThat(grounds.look()).isEqualTo(State.STAND);
    }

    @Test
    void whileExpiredKeysAreFetchedNothingIsKnownAndKeysThatAreTooOldAreNone() {
        TestIssuer issuer =
                new TestIssuer("https://as.example", time, fetches::add, Duration.ofMinutes(1)).publishes(FIRST);
        var first = issuer.source().current();
        fetches.remove().run();
        VerificationKey key = ((Keys.Ready) first.join()).set().keys().get(0);
        Grounds grounds = issuer.source().groundsOf(key);

        time.pass(TestIssuer.TTL);
        assertThat(grounds.look()).isEqualTo(State.UNKNOWN);
        issuer.isDown();
        fetches.remove().run();
        assertThat(grounds.look()).as("known keys serve").isEqualTo(State.STAND);

        time.pass(TestIssuer.MAX_STALE);
        assertThat(grounds.look()).as("a fetch is under way").isEqualTo(State.UNKNOWN);
        fetches.remove().run();
        assertThat(grounds.look()).isEqualTo(State.GONE);
    }

    @Test
    void aLogThatBlocksKeepsNobodyFromTheKeys() throws InterruptedException {
        CountDownLatch logging = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        AgentLog log = new AgentLog(
                new PrintStream(
                        new OutputStream() {
                            @Override
                            public void write(int b) {
                                logging.countDown();
                                await(released);
                            }
                        },
                        true,
                        UTF_8),
                AgentLog.Level.DEBUG);
        KeySource source = new KeySource(
                "https://as.example",
                rediscover -> new KeyFetch.Result.Failed("down"),
                new KeyPolicy(TestIssuer.TTL, TestIssuer.MAX_STALE, TestIssuer.COOLDOWN, Duration.ofMinutes(1)),
                time,
                fetches::add,
                new Random(1),
                new KeyReport("https://as.example", log, Measurements.NONE));
        source.prefetch();
        Thread fetching = new Thread(fetches.remove());
        fetching.start();
        logging.await();

        assertThat(source.now()).isInstanceOf(Keys.Unavailable.class);
        time.pass(Duration.ofSeconds(1));
        assertThat(source.now()).as("the next fetch is under way").isNull();
        assertThat(fetches).hasSize(1);
        released.countDown();
        fetching.join();
    }

    private static KeySet set(TestIssuer issuer) {
        return ((Keys.Ready) issuer.source().current().join()).set();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
