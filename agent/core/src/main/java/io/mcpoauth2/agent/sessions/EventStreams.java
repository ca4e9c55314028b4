package io.mcpoauth2.agent.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who has opened event streams of the HTTP+SSE transport, whose first event tells the session's id: its first message binds
 * the id, once for each stream, so that nobody can bind another's who has opened none.
 */
final class EventStreams {
    private final Cache<Owner, AtomicInteger> unused;
    private volatile boolean seen;

    EventStreams(int max, Duration idle, Ticker ticker) {
        this.unused = Caffeine.newBuilder()
                .maximumSize(max)
                .expireAfterAccess(idle)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    void opened(Owner owner) {
        unused.get(owner, first -> new AtomicInteger()).incrementAndGet();
        seen = true;
    }

    /** Whether the owner may bind an id now, which uses up one of its streams; anybody where no stream was ever seen. */
    boolean use(Owner owner) {
        if (!seen) {
            return true;
        }
        AtomicInteger left = unused.getIfPresent(owner);
        return left != null && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }
}
