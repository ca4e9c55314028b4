package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.wait.Timeouts;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** Bounds how many requests depend on the fetches of one issuer's keys, and for how long. */
final class Waiters {
    private static final int MOST = 1_000;
    /** After a failed fetch, fewer may wait: most who ask for unknown keys then are callers with invented kids. */
    private static final int MOST_IN_OUTAGE = 10;

    private final Semaphore permits = new Semaphore(MOST);
    private final Semaphore permitsInOutage = new Semaphore(MOST_IN_OUTAGE);
    private final Duration timeout;

    /**
     * @param timeout of each request
     */
    Waiters(Duration timeout) {
        this.timeout = timeout;
    }

    /** Whether the fetch ends in time; false at once where too many wait for it. */
    CompletableFuture<Boolean> join(PendingFetch fetch, boolean outage) {
        if (fetch.isOver()) {
            return fetch.end();
        }
        Semaphore bound = outage ? permitsInOutage : permits;
        if (!bound.tryAcquire()) {
            return CompletableFuture.completedFuture(fetch.isOver());
        }
        boolean joined = false;
        try {
            CompletableFuture<Boolean> ended = Timeouts.within(fetch.end(), timeout, () -> false)
                    .thenApply(inTime -> {
                        bound.release();
                        return inTime;
                    });
            joined = true;
            return ended;
        } finally {
            if (!joined) {
                bound.release();
            }
        }
    }

    /** Requests that wait now. */
    int waiting() {
        return MOST - permits.availablePermits() + MOST_IN_OUTAGE - permitsInOutage.availablePermits();
    }
}
