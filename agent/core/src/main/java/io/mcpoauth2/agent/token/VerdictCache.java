package io.mcpoauth2.agent.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mcpoauth2.agent.jose.TokenDigest;
import org.jspecify.annotations.Nullable;

/**
 * Remembers valid tokens until they expire or what the verdict rests on changes (rows G3, G4).
 *
 * <p>Belongs to one validator, so to one configuration. TokenFaults are not kept: strangers would choose what fills the
 * cache.
 */
final class VerdictCache {
    private final Cache<TokenDigest, Verdict.Valid> entries;

    VerdictCache(int size) {
        // On the caller's thread: the common pool belongs to the application.
        this.entries =
                Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
    }

    /**
     * The verdict if it still stands, else null.
     *
     * @param now in milliseconds since 1970
     */
    Verdict.@Nullable Valid find(TokenDigest token, long now) {
        Verdict.Valid entry = entries.getIfPresent(token);
        if (entry == null) {
            return null;
        }
        if (now >= entry.lifetime().reviewAt()) {
            entries.asMap().remove(token, entry);
            return null;
        }
        return switch (entry.lifetime().grounds().look()) {
            case STAND -> entry;
            case UNKNOWN -> null; // It may stand again as soon as the keys are known.
            case GONE -> {
                entries.asMap().remove(token, entry);
                yield null;
            }
        };
    }

    void put(TokenDigest token, Verdict.Valid verdict) {
        entries.put(token, verdict);
    }
}
