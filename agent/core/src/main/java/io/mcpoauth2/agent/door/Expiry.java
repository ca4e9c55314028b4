package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.token.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** How far the end of an admission has come that its token brings about: whether it is due, and what was tried. */
final class Expiry {
    /** After this many failed attempts to end a response, one a second, only every so many looks make another. */
    private static final int PATIENCE = 60;

    private final Standing standing;
    private final Duration grace;
    private final AtomicBoolean attempting = new AtomicBoolean();
    private volatile boolean come;
    /** Whether a thread has come back since the last attempt: there was little to be done before. */
    private volatile boolean leftDoor;
    /** Of the watch's thread alone. */
    private int attempts;
    /** Of the watch's thread alone; null before the token has expired. */
    private @Nullable Instant graceEnd;

    /**
     * @param standing whether the caller's token still stands
     * @param grace how long the request may go on after its token has expired, unless it is revoked
     */
    Expiry(Standing standing, Duration grace) {
        this.standing = standing;
        this.grace = grace;
    }

    /** That of other work by the same token. */
    Expiry again() {
        return new Expiry(standing, grace);
    }

    /** That of a connection by the same token, which is no answer and has no grace. */
    Expiry ofConnection() {
        return new Expiry(standing, Duration.ZERO);
    }

    boolean hasCome() {
        return come;
    }

    void leaveDoor() {
        leftDoor = true;
    }

    /** Whether the request must not go on any longer. By the watch's thread alone. */
    boolean isDue(Instant now) {
        if (come) {
            return true;
        }
        return switch (standing.at(now)) {
            case NONE -> false;
            case REVOKED -> true;
            case EXPIRED -> {
                Instant end = graceEnd == null ? now.plus(grace) : graceEnd;
                graceEnd = end;
                yield !now.isBefore(end);
            }
        };
    }

    void come() {
        come = true;
    }

    /**
     * Counts a look at a request that is to end. By the watch's thread alone.
     *
     * @return whether to attempt its end now, and to {@link #release} the attempt then
     */
    boolean attempt(boolean ended) {
        if (leftDoor) {
            leftDoor = false;
            attempts = 0;
        }
        attempts++;
        return (attempts <= PATIENCE || attempts % PATIENCE == 0) && !ended && attempting.compareAndSet(false, true);
    }

    void release() {
        attempting.set(false);
    }
}
