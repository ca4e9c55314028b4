package io.mcpoauth2.agent.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mcpoauth2.agent.jose.TokenDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Remembers valid tokens until they expire or what the verdict rests on changes (rows G3, G4).
 *
 * <p>Belongs to one validator, so to one configuration. Refusals are not kept: strangers would choose what fills the
 * cache.
 */
final class VerdictCache {
    private final Cache<TokenDigest, Finding.Accepted> entries;

    VerdictCache(int size) {
        // On the caller's thread: the common pool belongs to the application.
        this.entries =
                Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
    }

    /** The verdict if it still stands, else null. */
    Verdict.@Nullable Valid find(TokenDigest token, Instant now) {
        Finding.Accepted entry = entries.getIfPresent(token);
        if (entry == null) {
            return null;
        }
        if (now.toEpochMilli() >= entry.end() || !entry.stands().getAsBoolean()) {
            entries.asMap().remove(token, entry);
            return null;
        }
        return entry.verdict();
    }

    void put(TokenDigest token, Finding.Accepted finding) {
        entries.put(token, finding);
    }
}
