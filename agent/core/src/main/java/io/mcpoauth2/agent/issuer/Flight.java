package io.mcpoauth2.agent.issuer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A fetch under way, for which requests may wait. */
final class Flight {
    private final long startedAt;
    private final CountDownLatch end = new CountDownLatch(1);

    /**
     * @param startedAt in ticks, before anything is asked for
     */
    Flight(long startedAt) {
        this.startedAt = startedAt;
    }

    long startedAt() {
        return startedAt;
    }

    /** Whether all that it fetched was published at that time. */
    boolean hasBegunSince(long time) {
        return startedAt - time >= 0;
    }

    void land() {
        end.countDown();
    }

    /**
     * Whether it ended in time; waits only where there is room.
     *
     * @param places of requests that may wait
     */
    boolean await(Semaphore places, Duration patience) {
        if (!places.tryAcquire()) {
            return end.getCount() == 0;
        }
        try {
            return end.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            places.release();
        }
    }
}
