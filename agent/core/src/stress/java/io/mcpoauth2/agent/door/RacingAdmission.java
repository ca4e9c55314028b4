package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.exchange.FixedRequest;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.token.Standing;
import io.mcpoauth2.bridge.RequestIdentity;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A request that is admitted with a token that a race may revoke, and the watch over it, which looks when it is told. */
final class RacingAdmission extends FixedRequest implements Exchange {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final AgentLog LOG = new AgentLog(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), AgentLog.Level.ERROR);

    final RequestIdentity identity = new RequestIdentity(Map.of());
    final ExpiryWatch watch;
    final Admission admission;
    volatile boolean revoked;
    volatile boolean complete;
    /** How often the watch got a thread. */
    final AtomicInteger watches = new AtomicInteger();
    /** How often the server was told to end the response. */
    final AtomicInteger cuts = new AtomicInteger();
    /** The most that did so at the same time. */
    final AtomicInteger mostAtATime = new AtomicInteger();

    private final AtomicInteger cutting = new AtomicInteger();

    /**
     * @param ending runs what ends the response
     */
    RacingAdmission(Executor ending) {
        watch = new ExpiryWatch(CLOCK, task -> watches.incrementAndGet(), ending, LOG);
        admission = new Admission(
                identity, now -> revoked ? Standing.End.REVOKED : Standing.End.NONE, Duration.ZERO, this, watch);
    }

    @Override
    public void expire(Admission expired) {
        int now = cutting.incrementAndGet();
        mostAtATime.accumulateAndGet(now, Math::max);
        cuts.incrementAndGet();
        cutting.decrementAndGet();
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public String door() {
        return "race";
    }

    @Override
    public @Nullable Admission remembered() {
        return admission;
    }

    @Override
    public void remember(Admission judged) {
        throw new UnsupportedOperationException("the gate has decided");
    }

    @Override
    public boolean isCommitted() {
        return true;
    }

    @Override
    public void write(HttpReply reply) {
        throw new UnsupportedOperationException("the response is committed");
    }

    @Override
    public void abort() {
        throw new UnsupportedOperationException("the gate has let it pass");
    }

    @Override
    public void leave(Admission left) {
        left.end();
    }
}
