package io.mcpoauth2.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.token.Standing;
import io.mcpoauth2.bridge.RequestIdentity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Row E5, with a clock that stands and threads that run when they are told. */
class ExpiryWatchTest {
    private static final Instant EXPIRY = Instant.parse("2026-01-01T00:00:00Z");

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final AgentLog log =
            new AgentLog(new PrintStream(output, true, StandardCharsets.UTF_8), AgentLog.Level.DEBUG);
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final CountingExchange exchange = new CountingExchange();
    private final RequestIdentity identity = new RequestIdentity(Map.of());

    @Test
    void nothingHappensBeforeTheExpiry() {
        ExpiryWatch watch = at(EXPIRY.minusNanos(1));
        Admission admission = admit(watch);

        watch.look();

        assertThat(threads).isEmpty();
        assertThat(identity.isOpen()).isTrue();
        assertThat(admission.hasExpired()).isFalse();
    }

    @Test
    void atTheExpiryTheIdentityIsClosedAtOnceAndTheResponseEndedByAThreadOfItsOwn() {
        ExpiryWatch watch = at(EXPIRY);
        Admission admission = admit(watch);

        watch.look();

        assertThat(identity.isOpen()).isFalse();
        assertThat(admission.hasExpired()).isTrue();
        assertThat(exchange.expiries).isZero();
        runThreads();
        assertThat(exchange.expiries).isEqualTo(1);
    }

    @Test
    void aResponseIsEndedAgainUntilItsRequestHasEnded() {
        ExpiryWatch watch = at(EXPIRY);
        Admission admission = admit(watch);
        watch.look();
        runThreads();

        watch.look();
        runThreads();
        admission.end();
        watch.look();

        assertThat(threads).isEmpty();
        assertThat(exchange.expiries).isEqualTo(2);
    }

    /** The first that failed ended the look at all of them, each time anew. */
    @Test
    void aServerThatCannotTellWhetherARequestHasEndedKeepsNoOtherFromBeingEnded() {
        ExpiryWatch watch = at(EXPIRY);
        CountingExchange failing = new CountingExchange();
        failing.unknown = true;
        for (CountingExchange each : List.of(failing, exchange)) {
            Admission admission = admission(new RequestIdentity(Map.of()), each, watch);
            watch.watch(admission);
            admission.leaveDoor();
        }

        watch.look();
        runThreads();

        assertThat(exchange.expiries).isEqualTo(1);
        assertThat(failing.expiries).isEqualTo(1);
    }

    /** Else a request that its server has lost would cost a thread a second for as long as the JVM runs. */
    @Test
    void attemptsInVainBecomeRare() {
        ExpiryWatch watch = at(EXPIRY);
        Admission admission = admit(watch);
        for (int i = 0; i < 600; i++) {
            watch.look();
            runThreads();
        }
        assertThat(exchange.expiries).isEqualTo(69);

        admission.leaveDoor();
        watch.look();
        runThreads();
        assertThat(exchange.expiries).isEqualTo(70);
    }

    @Test
    void oneThreadAtATimeEndsAResponse() {
        ExpiryWatch watch = at(EXPIRY);
        admit(watch);

        watch.look();
        watch.look();

        assertThat(threads).hasSize(1);
    }

    @Test
    void aRequestThatEndsMeanwhileIsLeftAlone() {
        ExpiryWatch watch = at(EXPIRY);
        Admission admission = admit(watch);
        watch.look();

        admission.end();
        runThreads();

        assertThat(exchange.expiries).isZero();
    }

    @Test
    void aRequestThatEndedBeforeItWasAddedIsForgotten() {
        ExpiryWatch watch = at(EXPIRY);
        Admission admission = admission(identity, exchange, watch);
        admission.end();
        watch.watch(admission);

        watch.look();

        assertThat(threads).isEmpty();
    }

    @Test
    void aResponseThatIsCompleteIsNotEndedAnyMore() {
        ExpiryWatch watch = at(EXPIRY);
        Admission admission = admit(watch);
        exchange.complete = true;
        admission.leaveDoor();

        watch.look();

        assertThat(threads).isEmpty();
        assertThat(admission.hasEnded()).isTrue();
        assertThat(identity.isOpen()).isFalse();
    }

    /** The server has used the request's objects again, say. */
    @Test
    void aFailureIsNotTheEndOfTheWatch() {
        ExpiryWatch watch = at(EXPIRY);
        admit(watch);
        exchange.failure = new IllegalStateException("gone");
        watch.look();
        runThreads();
        assertThat(text()).contains("DEBUG a response was not ended").doesNotContain("gone");

        exchange.failure = new NoSuchMethodError("fail");
        watch.look();
        runThreads();
        assertThat(text()).contains("ERROR the server's version does not fit");

        exchange.failure = null;
        watch.look();
        runThreads();
        assertThat(exchange.expiries).isEqualTo(3);
    }

    @Test
    void aWatchWithoutAThreadGetsOneAtTheNextRequest() {
        ExpiryWatch watch = new ExpiryWatch(
                Clock.fixed(EXPIRY, ZoneOffset.UTC),
                task -> {
                    if (threads.isEmpty()) {
                        threads.add(task);
                        throw new RejectedExecutionException();
                    }
                    threads.add(task);
                },
                task -> {},
                log);

        watch.watch(admission(identity, exchange, watch));
        assertThat(text()).contains("ERROR the watch over tokens' expiry has no thread");
        watch.watch(admission(identity, exchange, watch));

        assertThat(threads).hasSize(2);
    }

    @Test
    void whatCannotBeToldToStandIsEnded() {
        ExpiryWatch watch = at(EXPIRY.minusSeconds(9));
        watch.watch(new Admission(
                identity,
                now -> {
                    throw new IllegalStateException("a bug");
                },
                Duration.ZERO,
                exchange,
                watch));

        watch.look();
        runThreads();

        assertThat(identity.isOpen()).isFalse();
        assertThat(exchange.expiries).isEqualTo(1);
    }

    /** Ten thousand streams that end in one second must not take ten thousand threads. */
    @Test
    void responsesForWhichThereIsNoThreadAreEndedLater() {
        ExpiryWatch watch = new ExpiryWatch(
                Clock.fixed(EXPIRY, ZoneOffset.UTC),
                task -> {},
                task -> {
                    if (threads.size() == 2) {
                        throw new RejectedExecutionException();
                    }
                    threads.add(task);
                },
                log);
        for (int i = 0; i < 5; i++) {
            watch.watch(admission(new RequestIdentity(Map.of()), exchange, watch));
        }
        watch.look();
        assertThat(threads).hasSize(2);
        runThreads();
        watch.look();
        runThreads();
        watch.look();
        runThreads();
        assertThat(exchange.expiries).isEqualTo(6);
    }

    private static Admission admission(RequestIdentity identity, Exchange exchange, ExpiryWatch watch) {
        Standing standing = now -> now.isBefore(EXPIRY) ? Standing.End.NONE : Standing.End.EXPIRED;
        return new Admission(identity, standing, Duration.ZERO, exchange, watch);
    }

    private ExpiryWatch at(Instant now) {
        return new ExpiryWatch(Clock.fixed(now, ZoneOffset.UTC), task -> {}, threads::add, log);
    }

    private Admission admit(ExpiryWatch watch) {
        Admission admission = admission(identity, exchange, watch);
        watch.watch(admission);
        return admission;
    }

    private void runThreads() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    private String text() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
