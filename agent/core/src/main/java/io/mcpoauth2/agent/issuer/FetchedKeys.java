package io.mcpoauth2.agent.issuer;

/**
 * Keys and their age; times are ticks, which may overflow, so that only differences count.
 *
 * @param refreshAfter nanoseconds
 */
record FetchedKeys(Keys.Ready ready, long fetchedAt, long refreshAfter) {
    KeySet set() {
        return ready.set();
    }

    long age(long now) {
        return now - fetchedAt;
    }

    /** Whether nothing has to be done about them. */
    boolean isFresh(long now) {
        return age(now) < refreshAfter;
    }

    /** Whether others should be waited for. */
    boolean isExpired(long now, KeyPolicy policy) {
        return age(now) >= policy.ttl().toNanos();
    }

    /** Whether they may serve at all, be the issuer down or not. */
    boolean isUsable(long now, KeyPolicy policy) {
        return age(now) < policy.usableFor();
    }
}
