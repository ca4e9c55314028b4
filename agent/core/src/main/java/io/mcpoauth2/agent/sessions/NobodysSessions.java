package io.mcpoauth2.agent.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Sessions that were opened without a token and belong to nobody, so that no token may ever be used in one: whoever knew
 * the id of such a session could have given it to somebody else to log in with.
 */
final class NobodysSessions {
    private static final Duration IDLE = Duration.ofMinutes(10);
    /** Anybody can open them. */
    private static final int MOST = 10_000;

    private final int max;
    private final Cache<String, Boolean> ids;

    /**
     * @param maxOfAll sessions at a time, of callers or not
     */
    NobodysSessions(int maxOfAll, Ticker ticker) {
        this.max = Math.min(maxOfAll, MOST);
        this.ids = Caffeine.newBuilder()
                .expireAfterAccess(IDLE)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    boolean contain(String id) {
        return ids.getIfPresent(id) != null;
    }

    /** Whether none may be opened any more: nothing live is evicted. */
    boolean areFull() {
        if (ids.estimatedSize() < max) {
            return false;
        }
        ids.cleanUp();
        return ids.estimatedSize() >= max;
    }

    void add(String id) {
        ids.put(id, true);
    }
}
