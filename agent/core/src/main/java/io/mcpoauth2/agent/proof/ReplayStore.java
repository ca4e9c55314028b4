package io.mcpoauth2.agent.proof;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mcpoauth2.agent.jose.TokenDigest;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Proofs that were used, for as long as they could be used again (RFC 9449 §11.1, row H4).
 *
 * <p>Bounded, and never forgets one too early: when it is full, what is new is refused. Of this process alone: a second
 * node does not know what the first has seen.
 */
final class ReplayStore {
    private final int size;
    private final Cache<TokenDigest, Boolean> used;
    private final ConcurrentMap<TokenDigest, Boolean> entries;

    /**
     * @param size proofs at most
     * @param window how long a proof is remembered
     */
    ReplayStore(int size, Duration window, LongSupplier nanos) {
        this.size = size;
        // No maximum size: Caffeine would evict.
        this.used = Caffeine.newBuilder()
                .expireAfterWrite(window)
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
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
     * @param proof digest of its key and {@code jti}
     */
    Use use(TokenDigest proof) {
        if (used.estimatedSize() >= size) {
            used.cleanUp();
            if (used.estimatedSize() >= size && !entries.containsKey(proof)) {
                return Use.FULL;
            }
        }
        return entries.putIfAbsent(proof, true) == null ? Use.FIRST : Use.REPLAY;
    }
}
