package io.mcpoauth2.agent.issuer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

/** Fetches of which each finds its own name, so that what is left tells which of them had its way. */
final class RacingFetches {
    private final Queue<Runnable> begun = new ArrayDeque<>();
    private final ThreadLocal<String> running = ThreadLocal.withInitial(() -> "");
    private final Fetches fetches;
    private final AtomicLong ticks = new AtomicLong();
    volatile String found = "";

    RacingFetches() {
        fetches = new Fetches(
                rediscover -> new KeyFetch.Result.Failed(Objects.requireNonNull(running.get())),
                now -> true,
                this::take,
                unforeseen -> {},
                RacingSource.COOLDOWN,
                ticks::get,
                begun::add);
    }

    private Runnable take(KeyFetch.Result result, long startedAt) {
        found = ((KeyFetch.Result.Failed) result).reason();
        return () -> {};
    }

    Runnable begin(String name) {
        var unused = fetches.underWay();
        Runnable fetch = begun.remove();
        return () -> {
            running.set(name);
            fetch.run();
            running.remove();
        };
    }

    void pass(Duration duration) {
        ticks.addAndGet(duration.toNanos());
    }
}
