package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.jose.VerificationKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The cached keys of one issuer: fetched once however many requests wait, refreshed ahead of expiry by the first request
 * that finds it due, kept while the issuer is down (rows G1 to G7). A fetch that takes longer than the cool-down does not
 * keep another from beginning.
 *
 * <p>Nothing here waits: what is not there yet is a future, which a thread of the agent's completes. {@link #now} is asked
 * for every request and must stay a volatile read and a comparison.
 */
public final class KeySource {
    private static final Duration COLD_RETRY = Duration.ofSeconds(1);

    private final String issuer;
    private final KeyPolicy policy;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final KeyReport report;

    /** Of published keys only, so as many as they are. */
    private final ConcurrentMap<VerificationKey, Grounds> grounds = new ConcurrentHashMap<>();

    private final Fetches fetches;
    private final Waiters waiters;
    /** Written by one completion at a time. */
    private volatile @Nullable FetchedKeys fetched;
    /** Null if the last fetch was good. Written by one completion at a time. */
    private volatile @Nullable FailedFetch failure;

    KeySource(
            String issuer,
            KeyFetch fetch,
            KeyPolicy policy,
            LongSupplier nanos,
            Executor background,
            RandomGenerator random,
            KeyReport report) {
        this.issuer = issuer;
        this.policy = policy;
        this.nanos = nanos;
        this.random = random;
        this.report = report;
        this.fetches =
                new Fetches(fetch, this::isDue, this::apply, report::failed, policy.cooldown(), nanos, background);
        this.waiters = new Waiters(policy.waitForKeys());
    }

    /** The keys to verify with, if they are there; null if a fetch has to be waited for, by {@link #current()}. */
    public @Nullable Keys now() {
        FetchedKeys known = fetched;
        if (known != null && known.isFresh(nanos.getAsLong())) {
            return known.ready();
        }
        PendingFetch fetching = fetches.underWay();
        return fetching != null && !fetching.isOver() && isWorthWaiting(known) ? null : usable();
    }

    /** The keys to verify with; comes late only if there are none or they have expired. */
    public CompletableFuture<Keys> current() {
        return current(true);
    }

    /** The same, but comes late only while they are fetched for the first time. */
    public CompletableFuture<Keys> atOnce() {
        return current(false);
    }

    private CompletableFuture<Keys> current(boolean patient) {
        FetchedKeys known = fetched;
        if (known != null && known.isFresh(nanos.getAsLong())) {
            return CompletableFuture.completedFuture(known.ready());
        }
        PendingFetch fetching = fetches.underWay();
        boolean waits = patient ? isWorthWaiting(known) : known == null && failure == null;
        return fetching != null && waits
                ? waiters.join(fetching, false).thenApply(ended -> usable())
                : CompletableFuture.completedFuture(usable());
    }

    /** Once a fetch has failed the known keys serve at once: an issuer that hangs must not slow down every request. */
    private boolean isWorthWaiting(@Nullable FetchedKeys known) {
        return !isUsable(known) || (isExpired(known) && failure == null);
    }

    /** What a verdict rests on whose token was verified with that key: one object for all of them. */
    Grounds groundsOf(VerificationKey key) {
        return grounds.computeIfAbsent(key, named -> new KeyGrounds(this, named));
    }

    /**
     * The keys after a token named one that is not in {@code seen}: fetched anew, at most once per cool-down.
     *
     * <p>A fetch that was under way may have begun before the issuer published the key, so it is followed by another.
     *
     * @return {@code seen} again if the issuer has no other keys; unavailable if that cannot be told because it is down
     */
    public CompletableFuture<Keys> renewed(KeySet seen) {
        return renewed(seen, nanos.getAsLong());
    }

    private CompletableFuture<Keys> renewed(KeySet seen, long arrival) {
        PendingFetch fetching = isCurrent(seen) ? fetches.forced() : null;
        if (fetching == null) {
            return CompletableFuture.completedFuture(afterRenewal(seen));
        }
        return waiters.join(fetching, failure != null).thenCompose(ended -> {
            if (!ended) {
                return CompletableFuture.completedFuture(unavailable());
            }
            return fetching.hasBegunSince(arrival)
                    ? CompletableFuture.completedFuture(afterRenewal(seen))
                    : renewed(seen, arrival);
        });
    }

    private Keys afterRenewal(KeySet seen) {
        return isCurrent(seen) && failure != null ? unavailable() : usable();
    }

    /** Starts to fetch keys that are not in {@code seen}, as {@link #renewed} does, without waiting for them. */
    void renew(KeySet seen) {
        if (isCurrent(seen)) {
            var unused = fetches.forced();
        }
    }

    /** Starts to fetch the keys if there are none yet, without waiting for them. */
    public void prefetch() {
        if (fetched == null) {
            var unused = fetches.underWay();
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
        return waiters.waiting();
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

    private boolean isDue(long now) {
        FetchedKeys known = fetched;
        if (known != null && known.isFresh(now)) {
            return false;
        }
        FailedFetch last = failure;
        return last == null || last.isOver(now, isUsable(known) ? policy.cooldown() : COLD_RETRY);
    }

    /** What is to be reported. */
    private Runnable apply(KeyFetch.Result result, long startedAt) {
        long took = nanos.getAsLong() - startedAt;
        if (result instanceof KeyFetch.Result.Fetched good) {
            return accept(good.keys(), took);
        }
        failure = new FailedFetch(startedAt, policy.retryShare(random));
        return () -> report.failed(((KeyFetch.Result.Failed) result).reason(), took);
    }

    private Runnable accept(ParsedKeys parsed, long took) {
        FetchedKeys known = fetched;
        KeySet before = known == null ? null : known.set();
        boolean changed = before == null || !before.hasSameKeysAs(parsed.keys());
        KeySet set = before == null
                ? new KeySet(1, parsed.keys())
                : changed ? new KeySet(before.generation() + 1, parsed.keys()) : before;
        fetched = new FetchedKeys(new Keys.Ready(set), nanos.getAsLong(), policy.refreshAfter(random));
        failure = null;
        grounds.keySet().retainAll(parsed.keys());
        return () -> report.fetched(parsed, changed, took);
    }
}
