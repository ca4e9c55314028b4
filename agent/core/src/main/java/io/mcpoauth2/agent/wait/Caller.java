package io.mcpoauth2.agent.wait;

/** What the thread may do that brings a request to the gate. */
public enum Caller {
    /** One of a thread per request: it may verify a signature itself, which takes up to a millisecond. */
    REQUEST_THREAD,
    /** Everybody's: it must neither wait nor compute for long. */
    EVENT_LOOP;

    public boolean mayCompute() {
        return this == REQUEST_THREAD;
    }
}
