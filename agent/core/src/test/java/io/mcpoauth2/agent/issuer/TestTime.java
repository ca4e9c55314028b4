package io.mcpoauth2.agent.issuer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** Time that passes when a test says so: wall clock and ticker together. */
public final class TestTime extends Clock implements LongSupplier {
    public static final Instant START = Instant.parse("2026-05-04T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    public void pass(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Begins near the overflow, which a ticker may do. */
    @Override
    public long getAsLong() {
        return Long.MAX_VALUE - 1_000_000 + Duration.between(START, now.get()).toNanos();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
