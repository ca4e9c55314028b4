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

    /** Whether the keys need no refresh yet. */
    boolean isFresh(long now) {
        return age(now) < refreshAfter;
    }

    /** Whether the keys are older than their ttl, so that a request waits for new ones. */
    boolean isExpired(long now, KeyPolicy policy) {
        return age(now) >= policy.ttl().toNanos();
    }

    /** Whether the keys may verify tokens at all, also while the issuer is down. */
    boolean isUsable(long now, KeyPolicy policy) {
        return age(now) < policy.usableFor();
    }
}
