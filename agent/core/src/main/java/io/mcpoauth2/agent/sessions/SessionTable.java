package io.mcpoauth2.agent.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whose the sessions are that are in use. Nothing live is evicted: when it is full, nothing more is remembered. */
final class SessionTable {
    /** Characters of an id; a longer one is never known. */
    static final int MAX_ID = 512;

    private final Cache<String, Owner> owners;
    private final int max;

    SessionTable(int max, Duration idle, Ticker ticker) {
        this.max = max;
        this.owners = Caffeine.newBuilder()
                .expireAfterAccess(idle)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** Null if the id is not known. */
    @Nullable
    Owner find(String id) {
        return id.length() > MAX_ID ? null : owners.getIfPresent(id);
    }

    boolean isFull() {
        if (owners.estimatedSize() < max) {
            return false;
        }
        owners.cleanUp();
        return owners.estimatedSize() >= max;
    }

    /**
     * Whose the session is from now on, if there is room: who had it before, or else the caller.
     *
     * @return null if it is nobody's, as there is no room, or the id is too long
     */
    @Nullable
    Owner remember(String id, Owner caller) {
        if (id.length() > MAX_ID || isFull()) {
            return find(id);
        }
        @Nullable Owner before = owners.asMap().putIfAbsent(id, caller);
        return before == null ? caller : before;
    }

    void forget(String id) {
        owners.invalidate(id);
    }
}
