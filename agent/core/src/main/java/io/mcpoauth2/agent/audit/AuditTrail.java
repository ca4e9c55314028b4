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
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes decisions and outcomes from the threads of requests to the one that writes them.
 *
 * <p>No request waits for it: what finds the queue full is dropped, counted, and told of in the next line that is written.
 * The JVM's end waits, for a bounded time.
 */
public final class AuditTrail implements JudgementListener, Outcomes.Listener {
    private static final int ROOM = 8_192;
    /** Of the JVM's end, which other shutdown hooks may take longer for anyway. */
    private static final Duration LAST_WRITES = Duration.ofSeconds(2);

    /** Entries to be written, and who waits for those before. */
    private final BlockingQueue<Runnable> queue;

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
        AuditTrail trail = new AuditTrail(AuditSink.of(settings), ROOM, Clock.systemUTC(), log);
        new DaemonThreads("mcp-oauth2-agent-audit").execute(trail::writeForEver);
        trail.writeAtEnd();
        return trail;
    }

    /** The thread that writes is a daemon, which ends with the JVM in the midst of its work. */
    private void writeAtEnd() {
        Thread end = DaemonThreads.thread("mcp-oauth2-agent-audit-end", () -> finish(LAST_WRITES));
        try {
            Runtime.getRuntime().addShutdownHook(end);
        } catch (IllegalStateException e) {
            log.debug("the audit begins while the JVM ends, and may lose its last entries");
        }
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
        if (!queue.offer(() -> write(entry))) {
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
                queue.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what waits. */
    void writeAll() {
        for (Runnable step = queue.poll(); step != null; step = queue.poll()) {
            step.run();
        }
    }

    /** Returns when all that waits has been written, or the time is over. */
    void finish(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        CountDownLatch written = new CountDownLatch(1);
        try {
            if (queue.offer(written::countDown, most.toNanos(), TimeUnit.NANOSECONDS)
                    && written.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
            log.warn("the audit's last entries were not written before the JVM's end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
