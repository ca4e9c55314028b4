package io.mcpoauth2.agent.proof;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.mcpoauth2.agent.jose.TokenDigest;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Proofs that were used, each for as long as it could be used again (RFC 9449 §11.1, row H4).
 *
 * <p>Bounded, and never forgets one too early: when it is full, what is new is refused. Each key has a bound of its own, so that
 * no client can fill it alone. Of this process: a second node does not know what the first has seen.
 */
final class ReplayStore {
    /** How many keys may fill their room at the same time. */
    private static final int FULL_KEYS = 4;

    private static final long CLEAN_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int size;
    private final int sizeOfAKey;
    private final LongSupplier nanos;
    private final Cache<TokenDigest, Used> used;
    private final ConcurrentMap<TokenDigest, Used> entries;
    /** Of keys that have proofs here. */
    private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();

    private final AtomicLong cleanedUpAt;

    /**
     * @param sizeOfAKey proofs at most of each key; four times as many in all
     */
    ReplayStore(int sizeOfAKey, LongSupplier nanos) {
        this.sizeOfAKey = sizeOfAKey;
        this.size = FULL_KEYS * sizeOfAKey;
        this.nanos = nanos;
        this.cleanedUpAt = new AtomicLong(nanos.getAsLong() - CLEAN_UP_NANOS);
        // No maximum size: Caffeine would evict.
        this.used = Caffeine.newBuilder()
                .expireAfter(Expiry.<TokenDigest, Used>creating((proof, use) -> use.memory()))
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .removalListener(this::removed)
                .build();
        this.entries = used.asMap();
    }

    /** What came of an attempt. */
    enum Use {
        FIRST,
        REPLAY,
        /** There is no room to remember it. */
        FULL
    }

    /**
     * Remembers a proof unless it is known.
     *
     * @param key thumbprint
     * @param id the proof's {@code jti}
     * @param memory for how long the proof could be used again
     */
    Use use(String key, String id, Duration memory) {
        TokenDigest proof = TokenDigest.of(key + "." + id);
        if (entries.containsKey(proof)) {
            return Use.REPLAY;
        }
        if (isFull(key)) {
            cleanUp();
            if (isFull(key)) {
                return Use.FULL;
            }
        }
        counts.merge(key, 1, Integer::sum);
        if (entries.putIfAbsent(proof, new Used(key, memory)) == null) {
            return Use.FIRST;
        }
        leave(key);
        return Use.REPLAY;
    }

    private boolean isFull(String key) {
        return used.estimatedSize() >= size || counts.getOrDefault(key, 0) >= sizeOfAKey;
    }

    /** Takes a lock that all need: seldom, however many find the store full. */
    private void cleanUp() {
        long last = cleanedUpAt.get();
        long now = nanos.getAsLong();
        if (now - last >= CLEAN_UP_NANOS && cleanedUpAt.compareAndSet(last, now)) {
            used.cleanUp();
        }
    }

    private void removed(@Nullable TokenDigest proof, @Nullable Used use, RemovalCause cause) {
        if (use != null) {
            leave(use.key());
        }
    }

    private void leave(String key) {
        counts.computeIfPresent(key, (named, count) -> count == 1 ? null : count - 1);
    }

    private record Used(String key, Duration memory) {}
}
