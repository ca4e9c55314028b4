package io.mcpoauth2.agent.audit;

import io.mcpoauth2.agent.config.AuditSettings;
import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.JudgementListener;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.PowersOfTen;
import io.mcpoauth2.agent.threads.DaemonThreads;
import io.mcpoauth2.bridge.Outcomes;
import io.mcpoauth2.bridge.RequestIdentity;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes decisions and outcomes from the threads of requests to the one that writes them.
 *
 * <p>No request waits for it: what finds the queue full is dropped, counted, and told of in the next line that is written.
 */
public final class AuditTrail implements JudgementListener, Outcomes.Listener {
    private static final int ROOM = 8_192;

    private final BlockingQueue<AuditEntry> queue;
    private final AuditSink sink;
    private final AgentLog log;
    private final Clock clock;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    AuditTrail(AuditSink sink, int room, Clock clock, AgentLog log) {
        this.queue = new ArrayBlockingQueue<>(room);
        this.sink = sink;
        this.clock = clock;
        this.log = log;
    }

    /** Begins to write where the settings have it, on a thread of its own. */
    public static AuditTrail begin(AuditSettings settings, AgentLog log) {
        return begin(settings, log, new DaemonThreads("mcp-oauth2-agent-audit"));
    }

    static AuditTrail begin(AuditSettings settings, AgentLog log, Executor thread) {
        AuditTrail trail = new AuditTrail(AuditSink.of(settings), ROOM, Clock.systemUTC(), log);
        thread.execute(trail::writeForEver);
        return trail;
    }

    @Override
    public void judged(Judgement judgement, long nanos) {
        add(new AuditEntry.Decided(clock.instant(), judgement, nanos));
    }

    @Override
    public void ended(String handler, RequestIdentity caller, @Nullable Throwable failure, long nanos) {
        String type = failure == null ? "" : failure.getClass().getName();
        add(new AuditEntry.Ended(clock.instant(), handler, caller.requestName(), caller.user(), type, nanos));
    }

    private void add(AuditEntry entry) {
        if (!queue.offer(entry)) {
            dropped.incrementAndGet();
        }
    }

    /** Entries that were not written, for want of room or by a failure of what they are written to. */
    long dropped() {
        return dropped.get();
    }

    private void writeForEver() {
        try {
            while (true) {
                write(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what waits. */
    void writeAll() {
        for (AuditEntry entry = queue.poll(); entry != null; entry = queue.poll()) {
            write(entry);
        }
    }

    private void write(AuditEntry entry) {
        long lost = dropped.getAndSet(0);
        try {
            if (lost > 0) {
                sink.write(new AuditEntry.Lost(clock.instant(), lost));
            }
            sink.write(entry);
        } catch (IOException | RuntimeException e) {
            dropped.addAndGet(lost + 1);
            long count = failures.incrementAndGet();
            if (count == 1 || PowersOfTen.include(count)) {
                log.error(
                        "the audit could not be written (" + e.getClass().getName() + "), " + count + " times so far");
            }
        }
    }
}
