package io.mcpoauth2.agent.instrumentation.canary;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Has doors proven again after one of their classes has been transformed, by a thread of its own.
 *
 * <p>Nobody tells when the transformed class is in use: at once, or after thousands of others that another agent has
 * transformed with it. So it is looked at again and again, after ever longer pauses; then the thread sleeps until the
 * next transformation.
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

    /**
     * @param threads runs each task on a daemon thread of its own
     */
    public ProofWatch(Executor threads, AgentLog log) {
        this.threads = threads;
        this.log = log;
    }

    /**
     * A class has been transformed.
     *
     * @param all proves all that is in use
     * @param rest proves what has come into use since its transformation, and tells whether all is
     */
    void look(Runnable all, BooleanSupplier rest) {
        transformations.release();
        if (!started.get() && started.compareAndSet(false, true)) {
            try {
                threads.execute(() -> lookForEver(all, rest));
            } catch (Throwable failure) { // No thread to be had, which the next transformation may have.
                started.set(false);
                log.error("the watch over woven classes has no thread: "
                        + failure.getClass().getName());
            }
        }
    }

    private void lookForEver(Runnable all, BooleanSupplier rest) {
        try {
            while (true) {
                transformations.acquire();
                lookAfterTransformation(all, rest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            started.set(false); // Whatever ended this one, the next transformation starts another.
        }
    }

    private void lookAfterTransformation(Runnable all, BooleanSupplier rest) throws InterruptedException {
        for (long pause = SHORTEST_PAUSE; pause <= LONGEST_PAUSE; pause *= 2) {
            if (transformations.tryAcquire(pause, TimeUnit.MILLISECONDS)) {
                transformations.drainPermits();
                pause = SHORTEST_PAUSE;
            }
            all.run();
        }
        while (!rest.getAsBoolean()) {
            if (transformations.tryAcquire(PAUSE_FOR_UNUSED, TimeUnit.MILLISECONDS)) {
                transformations.release();
                return;
            }
        }
    }
}
