package io.mcpoauth2.agent.issuer;

import java.util.concurrent.CompletableFuture;

/** A fetch under way, on which requests may depend. */
final class PendingFetch {
    private final long startedAt;
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();

    /**
     * @param startedAt in ticks, before anything is asked for
     */
    PendingFetch(long startedAt) {
        this.startedAt = startedAt;
    }

    long startedAt() {
        return startedAt;
    }

    /** Whether it started at or after {@code time}, so that its result includes every key published before. */
    boolean hasBegunSince(long time) {
        return startedAt - time >= 0;
    }

    boolean isOver() {
        return end.isDone();
    }

    /** Completed with true when the fetch has ended, well or not. */
    CompletableFuture<Boolean> end() {
        return end;
    }
}
