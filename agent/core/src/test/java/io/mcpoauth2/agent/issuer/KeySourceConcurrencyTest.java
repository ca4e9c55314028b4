package io.mcpoauth2.agent.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Requests that meet while keys are fetched; a test runs the fetches when it wants them to end. */
class KeySourceConcurrencyTest {
    private static final String FIRST = SigningKey.ed25519("first").jwk();
    private static final String SECOND = SigningKey.ed25519("second").jwk();

    private final TestTime time = new TestTime();
    private final LinkedBlockingQueue<Runnable> fetches = new LinkedBlockingQueue<>();
    private final TestIssuer issuer =
            new TestIssuer("https://as.example", time, fetches::add, Duration.ofMinutes(1)).publishes(FIRST);

    private Runnable nextFetch() throws InterruptedException {
        Runnable fetch = fetches.poll(1, TimeUnit.MINUTES);
        assertThat(fetch).isNotNull();
        return fetch;
    }

    private KeySet warm() throws InterruptedException {
        CompletableFuture<Keys> first = issuer.source().current();
        nextFetch().run();
        return ((Keys.Ready) first.join()).set();
    }

    @Test
    @DisplayName("C9 an open path waits for the first keys, and for no others")
    void openPathWaitsForTheFirstKeysOnly() throws InterruptedException {
        CompletableFuture<Keys> first = issuer.source().atOnce();
        Awaitility.await().until(() -> issuer.source().waiting() == 1);
        nextFetch().run();
        KeySet seen = ((Keys.Ready) first.join()).set();
        time.pass(TestIssuer.TTL);
        assertThat(issuer.source().atOnce().join()).isEqualTo(new Keys.Ready(seen));
        nextFetch().run();
        time.pass(TestIssuer.MAX_STALE);
        assertThat(issuer.source().atOnce().join()).isInstanceOf(Keys.Unavailable.class);
        nextFetch().run();
        assertThat(issuer.source().atOnce().join()).isEqualTo(new Keys.Ready(seen));
        issuer.source().renew(seen);
        issuer.publishes(SECOND);
        nextFetch().run();
        assertThat(((Keys.Ready) issuer.source().atOnce().join()).set().named("second"))
                .isNotEmpty();
        assertThat(fetches).isEmpty();
    }

    @Test
    @DisplayName("C9 an open path does not wait for an issuer that has failed")
    void openPathDoesNotWaitForAnIssuerThatIsDown() throws InterruptedException {
        issuer.isDown();
        CompletableFuture<Keys> first = issuer.source().atOnce();
        nextFetch().run();
        assertThat(first.join()).isInstanceOf(Keys.Unavailable.class);
        time.pass(Duration.ofSeconds(1));
        assertThat(issuer.source().atOnce().join()).isInstanceOf(Keys.Unavailable.class);
        assertThat(fetches).as("the next fetch is under way").hasSize(1);
    }

    @Test
    @DisplayName("G2 a key that is published while a fetch is under way is found by another fetch")
    void fetchThatBeganTooEarlyIsFollowedByAnother() throws InterruptedException {
        KeySet seen = warm();
        time.pass(TestIssuer.TTL);
        CompletableFuture<Keys> refreshing = issuer.source().current();
        Runnable early = nextFetch();
        time.pass(Duration.ofMillis(1));
        CompletableFuture<Keys> renewed = issuer.source().renewed(seen);
        Awaitility.await().until(() -> issuer.source().waiting() == 2);
        early.run();
        issuer.publishes(FIRST, SECOND);
        nextFetch().run();
        assertThat(renewed.join())
                .isInstanceOfSatisfying(
                        Keys.Ready.class,
                        keys -> assertThat(keys.set().named("second")).isNotEmpty());
        assertThat(refreshing.join()).isInstanceOf(Keys.Ready.class);
        assertThat(fetches).isEmpty();
    }

    @Test
    @DisplayName("G2 expired keys are not served while new ones may be had in time")
    void expiredKeysAreWaitedFor() throws InterruptedException {
        warm();
        time.pass(TestIssuer.TTL);
        CompletableFuture<Keys> request = issuer.source().current();
        Runnable fetch = nextFetch();
        Awaitility.await().until(() -> issuer.source().waiting() == 1 || request.isDone());
        issuer.publishes(SECOND);
        fetch.run();
        assertThat(((Keys.Ready) request.join()).set().named("second")).isNotEmpty();
    }

    @Test
    @DisplayName("G1 while the last fetch has failed, ten requests with unknown kids wait for the next at most")
    void fewWaitForAFailingIssuer() throws InterruptedException {
        KeySet seen = warm();
        fail(seen);
        time.pass(TestIssuer.COOLDOWN);
        List<CompletableFuture<Keys>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(issuer.source().renewed(seen));
        }
        Awaitility.await().until(() -> issuer.source().waiting() == 10);
        assertThat(issuer.source().renewed(seen).join()).isInstanceOf(Keys.Unavailable.class);
        nextFetch().run();
        assertThat(waiting).allSatisfy(keys -> assertThat(keys.join()).isInstanceOf(Keys.Unavailable.class));
        assertThat(fetches).isEmpty();
    }

    @Test
    @DisplayName("G6 a cool-down after an outage, the first token with a new key is accepted")
    void firstTokenAfterAnOutageIsAccepted() throws InterruptedException {
        KeySet seen = warm();
        fail(seen);
        issuer.publishes(FIRST, SECOND);
        time.pass(TestIssuer.COOLDOWN);
        CompletableFuture<Keys> first = issuer.source().renewed(seen);
        nextFetch().run();
        assertThat(((Keys.Ready) first.join()).set().named("second")).isNotEmpty();
    }

    @Test
    @DisplayName("G6 a fetch that is stuck for a cool-down does not delay another, nor undo what that brings")
    void stuckFetchIsOvertaken() throws InterruptedException {
        KeySet seen = warm();
        CompletableFuture<Keys> early = issuer.source().renewed(seen);
        Runnable stuck = nextFetch();
        time.pass(TestIssuer.COOLDOWN.minusNanos(1));
        CompletableFuture<Keys> joining = issuer.source().renewed(seen);
        Awaitility.await().until(() -> issuer.source().waiting() == 2);
        assertThat(fetches).as("not yet overdue").isEmpty();
        time.pass(Duration.ofNanos(1));
        issuer.publishes(FIRST, SECOND);
        CompletableFuture<Keys> late = issuer.source().renewed(seen);
        nextFetch().run();
        assertThat(((Keys.Ready) late.join()).set().named("second")).isNotEmpty();
        issuer.publishes(FIRST);
        stuck.run();
        for (CompletableFuture<Keys> request : List.of(early, joining)) {
            assertThat(((Keys.Ready) request.join()).set().named("second")).isNotEmpty();
        }
        assertThat(((Keys.Ready) issuer.source().current().join()).set().named("second"))
                .as("what was fetched later")
                .isNotEmpty();
        assertThat(fetches).isEmpty();
    }

    @Test
    @DisplayName("G6 the pause after a failed fetch counts from its start")
    void slowFailureIsNotFollowedByAWholePause() throws InterruptedException {
        warm();
        time.pass(TestIssuer.TTL.minusMinutes(1));
        issuer.isDown();
        assertThat(issuer.source().current().join()).isInstanceOf(Keys.Ready.class);
        Runnable slow = nextFetch();
        time.pass(TestIssuer.COOLDOWN.minusNanos(1));
        slow.run();
        time.pass(Duration.ofNanos(1));
        assertThat(issuer.source().current().join()).isInstanceOf(Keys.Ready.class);
        assertThat(fetches).hasSize(1);
    }

    private void fail(KeySet seen) throws InterruptedException {
        issuer.isDown();
        CompletableFuture<Keys> request = issuer.source().renewed(seen);
        nextFetch().run();
        assertThat(request.join()).isInstanceOf(Keys.Unavailable.class);
    }

    @Test
    @DisplayName("G1 a thousand requests wait for keys at most, and the others are answered at once")
    void waitingRequestsAreBounded() throws InterruptedException {
        List<CompletableFuture<Keys>> waiting = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            waiting.add(issuer.source().current());
        }
        Awaitility.await().until(() -> issuer.source().waiting() == 1_000);
        assertThat(issuer.source().current().join()).isInstanceOf(Keys.Unavailable.class);
        nextFetch().run();
        assertThat(waiting).allSatisfy(keys -> assertThat(keys.join()).isInstanceOf(Keys.Ready.class));
        assertThat(issuer.source().waiting()).isZero();
        assertThat(issuer.fetches()).isEqualTo(1);
    }

    @Test
    @DisplayName("G2 requests with a new key that come at once share one fetch and all get it")
    void rotationUnderLoadRefusesNobody() throws InterruptedException {
        KeySet seen = warm();
        issuer.publishes(FIRST, SECOND);
        List<CompletableFuture<Keys>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(issuer.source().renewed(seen));
        }
        Awaitility.await().until(() -> issuer.source().waiting() == 50);
        nextFetch().run();
        assertThat(waiting)
                .allSatisfy(keys -> assertThat(((Keys.Ready) keys.join()).set().named("second"))
                        .isNotEmpty());
        assertThat(issuer.fetches()).isEqualTo(2);
    }
}
