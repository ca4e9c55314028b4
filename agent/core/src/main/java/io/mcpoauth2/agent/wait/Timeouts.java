package io.mcpoauth2.agent.wait;

import io.mcpoauth2.agent.threads.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ends the wait for a result that takes too long, whatever becomes of the result.
 *
 * <p>One thread of the agent's serves all time-outs, and runs what depends on them: nothing that does may block. The JVM's own
 * thread for time-outs of futures belongs to the application.
 */
public final class Timeouts {
    /** Of the process, as its thread ends when it is idle. */
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private Timeouts() {}

    /**
     * The result of {@code pending}, or of {@code late} when it has not come in time.
     *
     * @param limit from now on
     */
    public static <T> CompletableFuture<T> within(CompletableFuture<T> pending, Duration limit, Supplier<T> late) {
        if (pending.isDone()) {
            return pending;
        }
        CompletableFuture<T> bounded = new CompletableFuture<>();
        Future<?> timer =
                TIMER.schedule(() -> complete(bounded, late), Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        var unused = pending.whenComplete((value, failure) -> {
            timer.cancel(false);
            if (failure == null) {
                bounded.complete(value);
            } else {
                bounded.completeExceptionally(failure);
            }
        });
        return bounded;
    }

    private static <T> void complete(CompletableFuture<T> bounded, Supplier<T> late) {
        try {
            bounded.complete(late.get());
        } catch (Throwable failure) {
            bounded.completeExceptionally(failure);
        }
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(1, task -> DaemonThreads.thread("mcp-oauth2-agent-timeouts", task));
        timer.setKeepAliveTime(30, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
