package io.mcpoauth2.agent.instrumentation.door;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends responses that go on when their caller's token has expired (row E5): a stream must not outlive the right to it.
 *
 * <p>Every admitted request is here while it lasts, also a synchronous one, as an MCP transport streams from within the
 * call that serves the request. Coming and going is on the path of every request: about a tenth of a microsecond. One
 * thread looks at all of them and must never wait, so that each response is ended by a thread of its own, which may
 * run into the server's locks.
 */
public final class ExpiryWatch {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Set<Admission> admissions = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean started = new AtomicBoolean();
    private final Clock clock;
    private final Executor threads;
    private final AgentLog log;

    /**
     * @param threads runs each task on a daemon thread of its own
     */
    public ExpiryWatch(Clock clock, Executor threads, AgentLog log) {
        this.clock = clock;
        this.threads = threads;
        this.log = log;
    }

    void watch(Admission admission) {
        admissions.add(admission);
        if (!started.get() && started.compareAndSet(false, true)) {
            start();
        }
    }

    private void start() {
        try {
            threads.execute(this::lookForEver);
        } catch (Throwable failure) { // No thread to be had, which the next request may have.
            started.set(false);
            log.error("the watch over tokens' expiry has no thread: "
                    + failure.getClass().getName());
        }
    }

    void forget(Admission admission) {
        admissions.remove(admission);
    }

    private void lookForEver() {
        try {
            while (true) {
                Thread.sleep(INTERVAL.toMillis());
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            started.set(false); // Whatever ended this one, the next request starts another.
        }
    }

    /** Repeated for a response until its request has ended: a server cannot end it at every moment. */
    void look() {
        Instant now = clock.instant();
        for (Admission admission : admissions) {
            if (isOver(admission)) {
                forget(admission);
            } else if (admission.isOverdue(now) && admission.expire()) {
                end(admission);
            }
        }
    }

    /** One exchange that fails to tell must not keep the others from being looked at; it expires like any other. */
    private boolean isOver(Admission admission) {
        try {
            return admission.isOver();
        } catch (RuntimeException failure) {
            report(failure);
            return false;
        }
    }

    private void end(Admission admission) {
        try {
            threads.execute(() -> cut(admission));
        } catch (Throwable failure) { // No thread to be had: the next look tries again.
            admission.release();
            report(failure);
        }
    }

    private void cut(Admission admission) {
        try {
            admission.cut();
        } catch (RuntimeException e) {
            report(e); // The request has ended meanwhile; if it has not, the next look tries again.
        } catch (Throwable failure) {
            log.error("the server's version does not fit: a response was not ended at its token's expiry: " + failure);
        } finally {
            admission.release();
        }
    }

    private void report(Throwable failure) {
        log.debug("a response was not ended at its token's expiry: "
                + failure.getClass().getName());
    }
}
