package io.mcpoauth2.agent.issuer;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Places for requests that wait for keys: others must find threads of the server free, above all known tokens. */
final class WaitingRoom {
    /** Half of what servers have threads. */
    private static final int PLACES = 100;
    /** Once a fetch has failed: whether the next will is mostly for strangers with made-up kids to wait for. */
    private static final int PLACES_IN_OUTAGE = 10;

    private final Semaphore places = new Semaphore(PLACES);
    private final Semaphore placesInOutage = new Semaphore(PLACES_IN_OUTAGE);
    private final Duration patience;

    /**
     * @param patience of a request
     */
    WaitingRoom(Duration patience) {
        this.patience = patience;
    }

    /** Whether the fetch ended in time; where there is no place, nobody waits. */
    boolean await(Flight fetch, boolean outage) {
        return fetch.await(outage ? placesInOutage : places, patience);
    }

    /** Requests that wait now. */
    int waiting() {
        return PLACES - places.availablePermits() + PLACES_IN_OUTAGE - placesInOutage.availablePermits();
    }
}
