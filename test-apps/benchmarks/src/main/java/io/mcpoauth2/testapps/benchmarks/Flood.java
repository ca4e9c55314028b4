package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.agent.gate.Decision;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * What callers with valid tokens keep of their throughput while forged ES256 tokens arrive on 300 connections at once, with
 * the agent's bound on concurrent verifications and without it.
 *
 * <p>It is compared with what they have while as many requests bring no token. All share a server's pool of 200 threads, so
 * that those who wait for a verification take threads from those who need none.
 */
public final class Flood {
    private static final int ATTACKERS = 300;
    private static final int CALLERS = 4;
    private static final int NEW_TOKENS = 400;
    private static final Duration ROUND = Duration.ofSeconds(8);
    private static final int UNBOUNDED = 100_000;

    private Flood() {}

    public static void main(String[] arguments) throws InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        try (EmbeddedIssuer issuer = EmbeddedIssuer.builder().algorithm("ES256").start()) {
            // As many who bring no token: whatever is answered at once takes its share of the pool.
            new Round(issuer, processors, false).run(); // Gives the JIT what it needs.
            Result quiet = new Round(issuer, processors, false).run();
            Result bounded = new Round(issuer, processors, true).run();
            Result unbounded = new Round(issuer, UNBOUNDED, true).run();
            quiet.print("no tokens", quiet);
            bounded.print("forged tokens, bounded", quiet);
            unbounded.print("forged tokens, no bound", quiet);
        }
    }

    /** One gate and all who call it. */
    private static final class Round {
        private final ProtectedGate gate;
        private final Tokens tokens;
        private final boolean forging;
        private final AtomicBoolean over = new AtomicBoolean();
        private final LongAdder known = new LongAdder();
        private final LongAdder forged = new LongAdder();
        private final ServerPool pool = new ServerPool();
        private final LongAdder turnedAway = new LongAdder();
        private final List<Long> waits = Collections.synchronizedList(new ArrayList<>());

        Round(EmbeddedIssuer issuer, int processors, boolean forging) {
            this.gate = new ProtectedGate(issuer, 10_000, new BoundedVerifier(processors));
            this.tokens = new Tokens(issuer);
            this.forging = forging;
        }

        Result run() throws InterruptedException {
            String valid = "Bearer " + tokens.next();
            gate.admit(valid);
            List<String> fresh = new ArrayList<>();
            for (int i = 0; i < NEW_TOKENS; i++) {
                fresh.add("Bearer " + tokens.next());
            }
            String forgery = forging ? forge(valid) : "";
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < ATTACKERS; i++) {
                threads.add(new Thread(() -> attack(forgery)));
            }
            for (int i = 0; i < CALLERS; i++) {
                threads.add(new Thread(() -> call(valid)));
            }
            threads.add(new Thread(() -> comeAnew(fresh)));
            threads.forEach(Thread::start);
            Thread.sleep(ROUND.toMillis());
            over.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            pool.close();
            double seconds = ROUND.toMillis() / 1000.0;
            return new Result(known.sum() / seconds, forged.sum() / seconds, waits, turnedAway.sum());
        }

        private Decision served(String authorization) {
            return pool.serve(() -> gate.decide(authorization));
        }

        private void attack(String forgery) {
            while (!over.get()) {
                if (served(forgery) instanceof Decision.Admitted) {
                    throw new IllegalStateException("a forged token was accepted");
                }
                forged.increment();
            }
        }

        private void call(String valid) {
            while (!over.get()) {
                if (!(served(valid) instanceof Decision.Admitted)) {
                    throw new IllegalStateException("a known caller was refused");
                }
                known.increment();
            }
        }

        /** As callers do who have just logged in: fifty a second. */
        private void comeAnew(List<String> fresh) {
            for (String token : fresh) {
                if (over.get()) {
                    return;
                }
                long start = System.nanoTime();
                if (served(token) instanceof Decision.Admitted) {
                    waits.add(System.nanoTime() - start);
                } else {
                    turnedAway.increment();
                }
                sleep();
            }
        }

        private static void sleep() {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Another token's claims under this one's signature, which an attacker has at no cost. */
        private String forge(String valid) {
            String other = tokens.next();
            return "Bearer " + other.substring(0, other.lastIndexOf('.')) + valid.substring(valid.lastIndexOf('.'));
        }
    }

    private record Result(double known, double forged, List<Long> waits, long turnedAway) {
        void print(String name, Result quiet) {
            List<Long> sorted = waits.stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "%-24s known callers %9.0f/s (%3.0f %%), new callers wait %6.1f ms (p99 %6.1f), %d of them are told to come again, forged %6.0f/s%n",
                    name,
                    known,
                    100 * known / quiet.known,
                    sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2) / 1e6,
                    sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() * 99 / 100) / 1e6,
                    turnedAway,
                    forged);
        }
    }
}
