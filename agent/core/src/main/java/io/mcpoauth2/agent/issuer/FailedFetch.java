package io.mcpoauth2.agent.issuer;

import java.time.Duration;

/**
 * The last fetch, if it failed. Pauses count from its start, as it may take long to fail.
 *
 * @param begunAt a tick, which may overflow, so that only differences count
 * @param share of a pause that this server waits
 */
record FailedFetch(long begunAt, double share) {
    /** Whether the pause after it is over. */
    boolean isOver(long now, Duration pause) {
        return now - begunAt >= pause.toNanos() * share;
    }
}
