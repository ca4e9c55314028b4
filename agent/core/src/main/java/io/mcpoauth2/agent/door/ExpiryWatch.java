package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends responses and upgraded connections that go on when their caller's token no longer stands (row E5): a stream must
 * not outlive the right to it.
 *
 * <p>Every admitted request is here while it lasts, also a synchronous one, as an MCP transport streams from within the
 * call that serves the request. Coming and going is on the path of every request: about a tenth of a microsecond. One
 * thread looks at all of them and must never wait, so that responses are ended by other threads, which may run into the
 * server's locks.
 */
public final class ExpiryWatch {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Set<Admission> admissions = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean started = new AtomicBoolean();
    private final Clock clock;
    private final Executor looking;
    private final Executor ending;
    private final AgentLog log;

    /**
     * @param looking runs the watch itself, which never ends
     * @param ending ends responses; may refuse when too many are being ended, which are then ended later
     */
    public ExpiryWatch(Clock clock, Executor looking, Executor ending, AgentLog log) {
        this.clock = clock;
        this.looking = looking;
        this.ending = ending;
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
            looking.execute(this::lookForEver);
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
            } else if (isOverdue(admission, now) && admission.expire()) {
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

    /** What cannot be told to stand does not. */
    private boolean isOverdue(Admission admission, Instant now) {
        try {
            return admission.isOverdue(now);
        } catch (Throwable failure) {
            report(failure);
            return true;
        }
    }

    private void end(Admission admission) {
        try {
            ending.execute(() -> cut(admission));
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
