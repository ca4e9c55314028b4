package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.ExpiryWatch;
import io.mcpoauth2.agent.gate.Decision;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.threads.BoundedThreads;
import io.mcpoauth2.agent.threads.DaemonThreads;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.Fault;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What four callers with valid tokens keep of their throughput, at a server with 200 threads, while something happens that
 * everybody else has to wait for: an introspection endpoint that hangs, other keys under 5,000 users, and 10,000 streams
 * whose token expires.
 */
public final class Strain {
    private static final int CALLERS = 4;
    private static final int STRANGERS = 300;
    private static final int USERS = 5_000;
    private static final int STREAMS = 10_000;
    private static final Duration ROUND = Duration.ofSeconds(6);

    private Strain() {}

    public static void main(String[] arguments) throws InterruptedException {
        hangingIntrospection();
        rotation();
        expiry();
    }

    private static void hangingIntrospection() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        try (EmbeddedIssuer issuer = EmbeddedIssuer.builder().algorithm("ES256").start();
                ServerPool pool = new ServerPool()) {
            ProtectedGate gate =
                    new ProtectedGate(issuer, ",introspection=opaque,client_id=server,client_secret=secret");
            String known = "Bearer " + new Tokens(issuer).next();
            Supplier<String> always = () -> known;
            // As many who bring no token: what else is served at once takes its share of the pool, too.
            round(pool, gate, always, () -> "", STRANGERS); // Gives the JIT what it needs.
            Counts quiet = round(pool, gate, always, () -> "", STRANGERS);
            issuer.introspection().failWith(Fault.hangUntil(released));
            AtomicLong number = new AtomicLong();
            Counts strained = round(pool, gate, always, () -> "Bearer opaque" + number.incrementAndGet(), STRANGERS);
            print("introspection hangs, made-up tokens on 300 connections", strained, quiet);
        } finally {
            released.countDown();
        }
    }

    private static void rotation() throws InterruptedException {
        try (EmbeddedIssuer issuer = EmbeddedIssuer.builder().algorithm("ES256").start();
                ServerPool pool = new ServerPool()) {
            ProtectedGate gate = new ProtectedGate(issuer, ",jwks_cooldown=1");
            Supplier<String> before = byTurns(issuer);
            for (int i = 0; i < USERS; i++) {
                gate.admit(before.get());
            }
            round(pool, gate, before, before, CALLERS);
            Counts quiet = round(pool, gate, before, before, CALLERS);
            issuer.rotateKeys(true);
            Supplier<String> after = byTurns(issuer);
            Counts added = round(pool, gate, before, after, CALLERS);
            print("a key more, 5,000 users with tokens of the old one", added, quiet);
            issuer.rotateKeys(false);
            Supplier<String> last = byTurns(issuer);
            Counts replaced = round(pool, gate, last, last, CALLERS);
            print("another key, 5,000 users who all bring new tokens", replaced, quiet);
        }
    }

    private static void expiry() throws InterruptedException {
        AgentLog log = AgentLog.toStderr(AgentLog.Level.ERROR);
        try (EmbeddedIssuer issuer = EmbeddedIssuer.builder().algorithm("ES256").start();
                ServerPool pool = new ServerPool()) {
            ProtectedGate gate = new ProtectedGate(issuer, ",clock_skew=0");
            ExpiryWatch watch = new ExpiryWatch(
                    Clock.systemUTC(), new DaemonThreads("expiry"), new BoundedThreads("ending", 64, STREAMS), log);
            Doors doors = new Doors(gate::gate, watch, Duration.ZERO, log, door -> {});
            String known = "Bearer " + new Tokens(issuer).next();
            round(pool, gate, () -> known, () -> known, 0);
            Counts quiet = round(pool, gate, () -> known, () -> known, 0);
            Instant end = Instant.now().plus(Duration.ofSeconds(5));
            String ending =
                    issuer.mint(TokenSpec.valid().audience(Tokens.AUDIENCE).expiresAt(end));
            List<OpenStream> streams = Stream.generate(() -> new OpenStream("Bearer " + ending))
                    .limit(STREAMS)
                    .toList();
            streams.forEach(stream -> stream.open(doors));
            Counts strained = round(pool, gate, () -> known, () -> known, 0);
            print("10,000 streams expire in one second", strained, quiet);
            long late = streams.stream()
                    .mapToLong(stream -> Duration.between(end, stream.endedAt()).toMillis())
                    .max()
                    .orElseThrow();
            System.out.printf(Locale.ROOT, "%-52s %d ms after the token's end%n", "  the last of them was ended", late);
        }
    }

    /** Tokens of 5,000 users, one after the other for ever. */
    private static Supplier<String> byTurns(EmbeddedIssuer issuer) {
        Tokens tokens = new Tokens(issuer);
        List<String> all =
                Stream.generate(() -> "Bearer " + tokens.next()).limit(USERS).toList();
        AtomicLong next = new AtomicLong();
        return () -> all.get((int) (next.getAndIncrement() % USERS));
    }

    private static Counts round(
            ServerPool pool, ProtectedGate gate, Supplier<String> known, Supplier<String> strange, int strangers)
            throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        LongAdder admitted = new LongAdder();
        LongAdder refused = new LongAdder();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CALLERS + strangers; i++) {
            boolean caller = i < CALLERS;
            threads.add(new Thread(() -> {
                while (!over.get()) {
                    String authorization = caller ? known.get() : strange.get();
                    boolean passed = pool.serve(() -> gate.decide(authorization)) instanceof Decision.Admitted;
                    if (caller) {
                        (passed ? admitted : refused).increment();
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        Thread.sleep(ROUND.toMillis());
        over.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        return new Counts(admitted.sum(), refused.sum());
    }

    private static void print(String name, Counts strained, Counts quiet) {
        System.out.printf(
                Locale.ROOT,
                "%-52s known callers %3.0f %% of %.0f a second, %d refused%n",
                name,
                100.0 * strained.admitted / quiet.admitted,
                quiet.admitted * 1000.0 / ROUND.toMillis(),
                strained.refused);
    }

    /** What the known callers got. */
    private record Counts(long admitted, long refused) {}
}
