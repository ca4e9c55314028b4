package io.mcpoauth2.agent.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mcpoauth2.agent.issuer.KeySource;
import io.mcpoauth2.agent.issuer.Keys;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Remembers valid tokens until they expire or their issuer's keys change (rows G3, G4).
 *
 * <p>Belongs to one validator, so to one configuration. Refusals are not kept: strangers would choose what fills the
 * cache. Every hit asks the key source, which is what makes keys be refreshed while no unknown token arrives.
 */
final class VerdictCache {
    private final Cache<TokenDigest, Entry> entries;
    private final Duration skew;

    VerdictCache(int size, Duration skew) {
        // On the caller's thread: the common pool belongs to the application.
        this.entries =
                Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
        this.skew = skew;
    }

    /** The verdict if it still stands, else null. */
    Verdict.@Nullable Valid find(TokenDigest token, Instant now) {
        Entry entry = entries.getIfPresent(token);
        if (entry == null) {
            return null;
        }
        boolean current = now.isBefore(entry.end)
                && entry.source.current() instanceof Keys.Ready ready
                && ready.set().generation() == entry.generation;
        if (!current) {
            entries.asMap().remove(token, entry);
            return null;
        }
        return entry.verdict;
    }

    /**
     * @param generation of the keys the token was verified with
     */
    void put(TokenDigest token, Verdict.Valid verdict, KeySource source, long generation) {
        entries.put(token, new Entry(verdict, verdict.expiresAt().plus(skew), source, generation));
    }

    private record Entry(Verdict.Valid verdict, Instant end, KeySource source, long generation) {}
}
