package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.Exchange;
import io.mcpoauth2.agent.exchange.HttpReply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request whose response goes on until the agent ends it, which takes a server a millisecond. */
final class OpenStream extends ProtectedGate.Request implements Exchange {
    private static final int MILLIS_TO_END = 1;

    private volatile @Nullable Admission admission;
    private volatile @Nullable Instant endedAt;

    OpenStream(String authorization) {
        super(authorization);
    }

    /** Comes in, and is left open. */
    void open(Doors doors) {
        doors.exit(doors.enter(this), this);
        if (admission == null) {
            throw new IllegalStateException("not admitted");
        }
    }

    /**
     * @throws IllegalStateException if it goes on
     */
    Instant endedAt() {
        Instant end = endedAt;
        if (end == null) {
            throw new IllegalStateException("it goes on");
        }
        return end;
    }

    @Override
    public String door() {
        return "benchmark";
    }

    @Override
    public @Nullable Admission remembered() {
        return admission;
    }

    @Override
    public void remember(Admission judged) {
        admission = judged;
    }

    @Override
    public boolean isCommitted() {
        return false;
    }

    @Override
    public void write(HttpReply reply) {
        throw new IllegalStateException("refused with " + reply.status());
    }

    @Override
    public void abort() {
        throw new IllegalStateException("aborted");
    }

    @Override
    public void leave(Admission left) {}

    @Override
    public void expire(Admission expired) {
        try {
            Thread.sleep(MILLIS_TO_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endedAt = Instant.now();
        expired.end();
    }
}
