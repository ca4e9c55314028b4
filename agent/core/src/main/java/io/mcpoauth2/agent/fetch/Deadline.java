package io.mcpoauth2.agent.fetch;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Until when a task has to be done, however many requests it makes. */
public final class Deadline {
    private final Duration length;
    private final LongSupplier nanos;
    private final long end;

    /**
     * @param length from now on
     * @param nanos ticks like {@link System#nanoTime()}
     */
    Deadline(Duration length, LongSupplier nanos) {
        this.length = length;
        this.nanos = nanos;
        this.end = nanos.getAsLong() + length.toNanos();
    }

    public boolean isOver() {
        return end - nanos.getAsLong() <= 0;
    }

    /** What is left of it; at least a millisecond, as zero would mean no limit to a socket. */
    Duration left() {
        long left = end - nanos.getAsLong();
        return Duration.ofMillis(Math.max(1, left / 1_000_000));
    }

    Duration length() {
        return length;
    }
}
