package io.mcpoauth2.agent.issuer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The cached keys of one issuer: fetched once however many requests wait, refreshed ahead of expiry by the first request
 * that finds it due, kept while the issuer is down (rows G1 to G7). A fetch that takes longer than the cool-down does not
 * keep another from beginning.
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
    private final KeyReport report;

    private final Object lock = new Object();
    private final WaitingRoom waitingRoom;
    /** Written under the lock. */
    private volatile @Nullable FetchedKeys fetched;
    /** Null if the last fetch was good. Written under the lock. */
    private volatile @Nullable FailedFetch failure;
    /** Guarded by the lock; the last that began, null unless it is under way. */
    private @Nullable Flight flight;
    /** Guarded by the lock; of those that have ended, the last that began. */
    private @Nullable Flight landed;
    /** Guarded by the lock; null until a fetch was forced. */
    private @Nullable Long forcedAt;

    KeySource(
            String issuer,
            KeyFetch fetch,
            KeyPolicy policy,
            LongSupplier nanos,
            Executor background,
            RandomGenerator random,
            KeyReport report) {
        this.issuer = issuer;
        this.fetch = fetch;
        this.policy = policy;
        this.nanos = nanos;
        this.background = background;
        this.random = random;
        this.report = report;
        this.waitingRoom = new WaitingRoom(policy.waitForKeys());
    }

    /** The keys to verify with now; waits for them only if there are none or they have expired. */
    public Keys current() {
        return current(true);
    }

    /** The same, but waits for them only while they are fetched for the first time. */
    public Keys atOnce() {
        return current(false);
    }

    private Keys current(boolean patient) {
        FetchedKeys known = fetched;
        if (known != null && known.isFresh(nanos.getAsLong())) {
            return known.ready();
        }
        Flight fetching = underWay(false);
        // Once a fetch has failed the known keys are served at once: an issuer that hangs must not slow down every
        // request.
        boolean wait =
                patient ? !isUsable(known) || (isExpired(known) && failure == null) : known == null && failure == null;
        if (fetching != null && wait) {
            waitingRoom.await(fetching, false);
        }
        return usable();
    }

    /** Whether the keys are still those of that generation; asked for every request with a known token. */
    public boolean holds(long generation) {
        return current() instanceof Keys.Ready ready && ready.set().generation() == generation;
    }

    /**
     * The keys after a token named one that is not in {@code seen}: fetched anew, at most once per cool-down.
     *
     * <p>A fetch that was under way may have begun before the issuer published the key, so it is followed by another.
     *
     * @return {@code seen} again if the issuer has no other keys; unavailable if that cannot be told because it is down
     */
    public Keys renewed(KeySet seen) {
        long arrival = nanos.getAsLong();
        boolean begunForThis = false;
        while (!begunForThis && isCurrent(seen)) {
            Flight fetching = underWay(true);
            if (fetching == null) {
                break;
            }
            if (!waitingRoom.await(fetching, failure != null)) {
                return unavailable();
            }
            begunForThis = fetching.hasBegunSince(arrival);
        }
        return isCurrent(seen) && failure != null ? unavailable() : usable();
    }

    /** Starts to fetch keys that are not in {@code seen}, as {@link #renewed} does, without waiting for them. */
    void renew(KeySet seen) {
        if (isCurrent(seen)) {
            var unused = underWay(true);
        }
    }

    /** Starts to fetch the keys if there are none yet, without waiting for them. */
    public void prefetch() {
        if (fetched == null) {
            var unused = underWay(false);
        }
    }

    /** How long ago the keys in use were fetched; empty if there are none. */
    public Optional<Duration> age() {
        FetchedKeys known = fetched;
        return known == null
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, known.age(nanos.getAsLong()))));
    }

    /** Requests that wait for a fetch now. */
    int waiting() {
        return waitingRoom.waiting();
    }

    private boolean isCurrent(KeySet seen) {
        FetchedKeys known = fetched;
        return known != null && known.set().generation() == seen.generation();
    }

    private Keys usable() {
        FetchedKeys known = fetched;
        return known != null && isUsable(known) ? known.ready() : unavailable();
    }

    private Keys unavailable() {
        Duration retry =
                isUsable(fetched) && policy.cooldown().compareTo(COLD_RETRY) > 0 ? policy.cooldown() : COLD_RETRY;
        return new Keys.Unavailable("The keys of the issuer " + issuer + " cannot be fetched", retry);
    }

    private boolean isUsable(@Nullable FetchedKeys known) {
        return known != null && known.isUsable(nanos.getAsLong(), policy);
    }

    private boolean isExpired(@Nullable FetchedKeys known) {
        return known == null || known.isExpired(nanos.getAsLong(), policy);
    }

    /**
     * The fetch under way, a new one, or null if the last began too short a time ago.
     *
     * @param forced whether other keys are wanted than those that are known, be they ever so fresh
     */
    private @Nullable Flight underWay(boolean forced) {
        Flight started;
        synchronized (lock) {
            long now = nanos.getAsLong();
            if (flight != null && !isOverdue(flight, now)) {
                return flight;
            }
            if (!(forced ? mayBeForced(now) : isDue(now))) {
                return null;
            }
            if (forced) {
                forcedAt = now;
            }
            started = flight = new Flight(now);
        }
        launch(started, !forced);
        return started;
    }

    private boolean mayBeForced(long now) {
        return forcedAt == null || now - forcedAt >= policy.cooldown().toNanos();
    }

    private boolean isDue(long now) {
        FetchedKeys known = fetched;
        if (known != null && known.isFresh(now)) {
            return false;
        }
        FailedFetch last = failure;
        return last == null || last.isOver(now, isUsable(known) ? policy.cooldown() : COLD_RETRY);
    }

    /** Whether it may be stuck where the issuer no longer is: that must not delay what is there now. */
    private boolean isOverdue(Flight begun, long now) {
        return now - begun.startedAt() >= policy.cooldown().toNanos();
    }

    private void launch(Flight started, boolean rediscover) {
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

    private void run(Flight started, boolean rediscover) {
        KeyFetch.Result result = new KeyFetch.Result.Failed("unforeseen failure");
        try {
            result = fetch.fetch(rediscover);
        } catch (RuntimeException e) {
            report.failed(e);
        } finally {
            settle(started, result);
        }
    }

    /** Whatever happened, the flight ends here: else no other would start in time. */
    private void settle(Flight ended, KeyFetch.Result result) {
        synchronized (lock) {
            if (flight == ended) {
                flight = null;
            }
            // What began later knows better.
            if (landed == null || ended.hasBegunSince(landed.startedAt())) {
                landed = ended;
                take(result, ended.startedAt());
            }
        }
        ended.land();
    }

    private void take(KeyFetch.Result result, long startedAt) {
        long took = nanos.getAsLong() - startedAt;
        if (result instanceof KeyFetch.Result.Fetched good) {
            accept(good.keys(), took);
        } else {
            failure = new FailedFetch(startedAt, policy.retryShare(random));
            report.failed(((KeyFetch.Result.Failed) result).reason(), took);
        }
    }

    private void accept(ParsedKeys parsed, long took) {
        FetchedKeys known = fetched;
        KeySet before = known == null ? null : known.set();
        boolean changed = before == null || !before.keys().equals(parsed.keys());
        KeySet set = before == null
                ? new KeySet(1, parsed.keys())
                : changed ? new KeySet(before.generation() + 1, parsed.keys()) : before;
        fetched = new FetchedKeys(new Keys.Ready(set), nanos.getAsLong(), policy.refreshAfter(random));
        failure = null;
        report.fetched(parsed, changed, took);
    }
}
