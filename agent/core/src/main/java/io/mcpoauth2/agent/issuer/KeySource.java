package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The cached keys of one issuer: fetched once however many requests wait, refreshed ahead of expiry by the first request
 * that finds it due, kept while the issuer is down (rows G1 to G7).
 *
 * <p>{@link #current()} is asked for every request and must stay a volatile read and a comparison. The lock guards the
 * bookkeeping only; nobody holds it while fetching or waiting.
 */
public final class KeySource {
    private static final Duration COLD_RETRY = Duration.ofSeconds(1);

    private final String issuer;
    private final KeyFetch fetch;
    private final KeyPolicy policy;
    private final LongSupplier nanos;
    private final Executor background;
    private final RandomGenerator random;
    private final AgentLog log;

    private final Object lock = new Object();
    /** Written under the lock. */
    private volatile @Nullable Snapshot snapshot;
    /** What became of the last fetch, null if it was good. Written under the lock. */
    private volatile @Nullable Failure failure;
    /** Guarded by the lock; null unless a fetch is under way. */
    private @Nullable CompletableFuture<Boolean> flight;
    /** Guarded by the lock; null until a fetch was forced. */
    private @Nullable Long forcedAt;

    KeySource(
            String issuer,
            KeyFetch fetch,
            KeyPolicy policy,
            LongSupplier nanos,
            Executor background,
            RandomGenerator random,
            AgentLog log) {
        this.issuer = issuer;
        this.fetch = fetch;
        this.policy = policy;
        this.nanos = nanos;
        this.background = background;
        this.random = random;
        this.log = log;
    }

    public String issuer() {
        return issuer;
    }

    /** The keys to verify with now; waits for them only if there are none or they have expired. */
    public Keys current() {
        Snapshot known = snapshot;
        if (known != null && nanos.getAsLong() - known.fetchedAt < known.refreshAfter) {
            return known.ready;
        }
        CompletableFuture<Boolean> fetching = refresh();
        // Once a fetch has failed the known keys are served at once: an issuer that hangs must not slow down every
        // request.
        boolean wait = !isUsable(known) || (isExpired(known) && failure == null);
        if (fetching != null && wait) {
            await(fetching);
        }
        return usable();
    }

    /**
     * The keys after a token named one that is not in {@code seen}: fetched anew, at most once per cool-down.
     *
     * @return {@code seen} again if the issuer has no other keys; unavailable if that cannot be told because it is down
     */
    public Keys renewed(KeySet seen) {
        Snapshot known = snapshot;
        if (known == null || known.generation() != seen.generation()) {
            return current();
        }
        CompletableFuture<Boolean> fetching = force();
        if (fetching != null && !await(fetching)) {
            return unavailable();
        }
        Snapshot now = snapshot;
        boolean unchanged = now != null && now.generation() == seen.generation();
        return unchanged && failure != null ? unavailable() : usable();
    }

    /** Starts to fetch the keys if there are none yet, without waiting for them. */
    public void prefetch() {
        if (snapshot == null) {
            var unused = refresh();
        }
    }

    private Keys usable() {
        Snapshot known = snapshot;
        return known != null && isUsable(known) ? known.ready : unavailable();
    }

    private Keys unavailable() {
        Duration retry =
                isUsable(snapshot) && policy.cooldown().compareTo(COLD_RETRY) > 0 ? policy.cooldown() : COLD_RETRY;
        return new Keys.Unavailable("The keys of the issuer " + issuer + " cannot be fetched", retry);
    }

    private boolean isUsable(@Nullable Snapshot known) {
        return known != null && nanos.getAsLong() - known.fetchedAt < policy.usableFor();
    }

    private boolean isExpired(@Nullable Snapshot known) {
        return known == null
                || nanos.getAsLong() - known.fetchedAt >= policy.ttl().toNanos();
    }

    /** The fetch under way, a new one if one is due, or null if the last failed too short a time ago. */
    private @Nullable CompletableFuture<Boolean> refresh() {
        CompletableFuture<Boolean> started;
        synchronized (lock) {
            if (flight != null) {
                return flight;
            }
            Snapshot known = snapshot;
            long now = nanos.getAsLong();
            if (known != null && now - known.fetchedAt < known.refreshAfter) {
                return null;
            }
            Duration pause = isUsable(known) ? policy.cooldown() : COLD_RETRY;
            Failure last = failure;
            if (last != null && now - last.at < pause.toNanos()) {
                return null;
            }
            started = flight = new CompletableFuture<>();
        }
        launch(started, true);
        return started;
    }

    private @Nullable CompletableFuture<Boolean> force() {
        CompletableFuture<Boolean> started;
        synchronized (lock) {
            if (flight != null) {
                return flight;
            }
            long now = nanos.getAsLong();
            if (forcedAt != null && now - forcedAt < policy.cooldown().toNanos()) {
                return null;
            }
            forcedAt = now;
            started = flight = new CompletableFuture<>();
        }
        launch(started, false);
        return started;
    }

    private void launch(CompletableFuture<Boolean> started, boolean rediscover) {
        boolean launched = false;
        try {
            background.execute(() -> run(started, rediscover));
            launched = true;
        } finally {
            if (!launched) {
                settle(started, new KeyFetch.Result.Failed("no thread to fetch them"));
            }
        }
    }

    private void run(CompletableFuture<Boolean> started, boolean rediscover) {
        KeyFetch.Result result = new KeyFetch.Result.Failed("unforeseen failure");
        try {
            result = fetch.fetch(rediscover);
        } catch (RuntimeException e) {
            log.error("fetching the keys of " + issuer + " failed unexpectedly", e);
        } finally {
            settle(started, result);
        }
    }

    /** Whatever happened, the flight ends here: else no other would ever start. */
    private void settle(CompletableFuture<Boolean> ended, KeyFetch.Result result) {
        synchronized (lock) {
            flight = null;
            if (result instanceof KeyFetch.Result.Fetched fetched) {
                accept(fetched.keys());
            } else if (result instanceof KeyFetch.Result.Failed failed) {
                refuse(failed.reason());
            }
        }
        ended.complete(true);
    }

    private void accept(ParsedKeys fetched) {
        Snapshot known = snapshot;
        boolean changed = known == null || !known.ready.set().keys().equals(fetched.keys());
        KeySet set = known == null
                ? new KeySet(1, fetched.keys())
                : changed ? new KeySet(known.ready.set().generation() + 1, fetched.keys()) : known.ready.set();
        snapshot = new Snapshot(new Keys.Ready(set), nanos.getAsLong(), policy.refreshAfter(random));
        if (failure != null) {
            log.info("the keys of " + issuer + " can be fetched again");
        }
        failure = null;
        if (set.keys().isEmpty()) {
            log.warn(issuer + " publishes no key that can verify tokens: " + fetched.ignored());
        } else if (changed) {
            log.debug("fetched " + set.keys().size() + " keys of " + issuer + "; ignored: " + fetched.ignored());
        }
    }

    private void refuse(String reason) {
        Failure last = failure;
        failure = new Failure(nanos.getAsLong(), reason);
        if (last == null || !last.reason.equals(reason)) {
            log.warn("the keys of " + issuer + " cannot be fetched: " + reason);
        }
    }

    /** Whether it ended in time. */
    private boolean await(CompletableFuture<Boolean> fetching) {
        try {
            return fetching.get(policy.waitForKeys().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private record Snapshot(Keys.Ready ready, long fetchedAt, long refreshAfter) {
        long generation() {
            return ready.set().generation();
        }
    }

    private record Failure(long at, String reason) {}
}
