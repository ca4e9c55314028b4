package io.mcpoauth2.agent.instrumentation.canary;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Has doors proven when something begins to serve, by the thread that makes it serve, and again after one of their classes
 * has been transformed, by a thread of its own.
 *
 * <p>Nobody tells when the transformed class is in use: at once, or after thousands of others that another agent has
 * transformed with it. So it is looked at again and again, after ever longer pauses; then the thread sleeps until the
 * next transformation. While nothing serves nobody looks: a starting server has other work for its processors.
 */
public final class ProofWatch {
    private static final long SHORTEST_PAUSE = 1;
    private static final long LONGEST_PAUSE = 20_000;

    /** Until a class that is loaded but not in use is looked at again. */
    private static final long PAUSE_FOR_UNUSED = 1_000;

    private final Semaphore transformations = new Semaphore(0);
    private final AtomicBoolean started = new AtomicBoolean();
    private final Executor threads;
    private final AgentLog log;
    /** Null until something begins to serve. */
    private volatile @Nullable DoorProofs proofs;

    /**
     * @param threads runs each task on a daemon thread of its own
     */
    public ProofWatch(Executor threads, AgentLog log) {
        this.threads = threads;
        this.log = log;
    }

    /** Something is about to serve: proves all before it returns, and watches from then on. */
    void serve(DoorProofs served) {
        if (proofs == null) {
            transformations.drainPermits(); // Of those that are proven now.
        }
        served.proveAll();
        proofs = served;
        start(served);
    }

    /** A class has been transformed. */
    void look() {
        transformations.release();
        DoorProofs served = proofs;
        if (served != null) {
            start(served);
        }
    }

    private void start(DoorProofs served) {
        if (started.get() || !started.compareAndSet(false, true)) {
            return;
        }
        try {
            threads.execute(new Runnable() {
                @Override
                public void run() {
                    lookForEver(served);
                }
            });
        } catch (Throwable failure) { // No thread to be had, which the next transformation may have.
            started.set(false);
            log.error("the watch over woven classes has no thread: "
                    + failure.getClass().getName());
        }
    }

    private void lookForEver(DoorProofs served) {
        try {
            lookAtUnused(served);
            while (true) {
                transformations.acquire();
                lookAfterTransformation(served);
                lookAtUnused(served);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            started.set(false); // Whatever ended this one, the next transformation starts another.
        }
    }

    private void lookAfterTransformation(DoorProofs served) throws InterruptedException {
        for (long pause = SHORTEST_PAUSE; pause <= LONGEST_PAUSE; pause *= 2) {
            if (transformations.tryAcquire(pause, TimeUnit.MILLISECONDS)) {
                transformations.drainPermits();
                pause = SHORTEST_PAUSE;
            }
            served.proveAll();
        }
    }

    private void lookAtUnused(DoorProofs served) throws InterruptedException {
        do {
            if (transformations.tryAcquire(PAUSE_FOR_UNUSED, TimeUnit.MILLISECONDS)) {
                transformations.release();
                return;
            }
        } while (!served.proveRest());
    }
}
