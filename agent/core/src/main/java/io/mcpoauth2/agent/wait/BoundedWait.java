package io.mcpoauth2.agent.wait;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one place where a server's threads wait for a result, a bounded number of them: others must be free for requests that
 * can be answered at once, above all those of known callers.
 */
public final class BoundedWait {
    private final Semaphore permits;
    private final Duration timeout;

    /**
     * @param most threads at a time
     * @param timeout of each; what is waited for ends by itself, so that only a fault comes so late
     */
    public BoundedWait(int most, Duration timeout) {
        this.permits = new Semaphore(most);
        this.timeout = timeout;
    }

    /**
     * The result, which is made {@code otherwise} where nobody more may wait or it takes too long.
     *
     * @throws RuntimeException by which the result has failed
     */
    public <T> T await(CompletableFuture<T> pending, T otherwise) {
        if (!pending.isDone()) {
            waitFor(pending);
            // Whoever completes it first is right.
            pending.complete(otherwise);
        }
        return pending.join();
    }

    private void waitFor(CompletableFuture<?> pending) {
        if (!permits.tryAcquire()) {
            return;
        }
        try {
            var unused = pending.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            return; // The caller is told.
        } finally {
            permits.release();
        }
    }
}
