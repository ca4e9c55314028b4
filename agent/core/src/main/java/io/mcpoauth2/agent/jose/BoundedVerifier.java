package io.mcpoauth2.agent.jose;

import io.mcpoauth2.agent.threads.BoundedThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Verifies signatures on half of the processors at most: a flood of forged ECDSA signatures, 0.6 ms each, must leave the
 * server able to work.
 *
 * <p>Usually on the caller's own thread. Where that would exceed the bound, threads of the agent work the queue off, first
 * come, first served: passing the right to verify from one waiting thread to the next would cost a switch each time, and on
 * a busy machine milliseconds.
 */
public final class BoundedVerifier {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MAX_WAITING = 256;

    private final Verification verification;
    private final Duration patience;
    private final Semaphore processors;
    private final BoundedThreads threads;

    /**
     * @param processors of the machine
     */
    public BoundedVerifier(int processors) {
        this(processors, PATIENCE, SignatureVerifier::verify);
    }

    BoundedVerifier(int processors, Duration patience, Verification verification) {
        int most = Math.max(1, processors / 2);
        this.verification = verification;
        this.patience = patience;
        this.processors = new Semaphore(most, true);
        this.threads = new BoundedThreads("mcp-oauth2-agent-signatures", most, MAX_WAITING);
    }

    /** What came of it. */
    public enum Result {
        VERIFIED,
        /** No key verifies the signature. */
        WRONG,
        /** Too much is being verified; nothing is known of the signature. */
        BUSY
    }

    /** Verifies one signature with one key. */
    @FunctionalInterface
    interface Verification {
        boolean verify(JwsAlgorithm algorithm, VerificationKey key, byte[] signingInput, byte[] signature);
    }

    /**
     * Whether one of the keys verifies the signature; waits two seconds at most.
     *
     * @param keys that fit the algorithm; the caller bounds their number
     */
    public Result verify(JwsAlgorithm algorithm, List<VerificationKey> keys, byte[] signingInput, byte[] signature) {
        // Nobody overtakes: who comes often would leave no room for who has come once.
        if (!threads.hasWaitingTasks() && !processors.hasQueuedThreads() && processors.tryAcquire()) {
            return verifyAndRelease(algorithm, keys, signingInput, signature);
        }
        FutureTask<Result> task = new FutureTask<>(() -> {
            processors.acquire();
            return verifyAndRelease(algorithm, keys, signingInput, signature);
        });
        try {
            threads.execute(task);
            return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException | TimeoutException e) {
            task.cancel(false);
            return Result.BUSY;
        } catch (InterruptedException e) {
            task.cancel(false);
            Thread.currentThread().interrupt();
            return Result.BUSY;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a signature could not be verified", e.getCause());
        }
    }

    private Result verifyAndRelease(
            JwsAlgorithm algorithm, List<VerificationKey> keys, byte[] signingInput, byte[] signature) {
        try {
            for (VerificationKey key : keys) {
                if (verification.verify(algorithm, key, signingInput, signature)) {
                    return Result.VERIFIED;
                }
            }
            return Result.WRONG;
        } finally {
            processors.release();
        }
    }
}
