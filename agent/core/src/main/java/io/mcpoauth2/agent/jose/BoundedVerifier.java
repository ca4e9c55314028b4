package io.mcpoauth2.agent.jose;

import io.mcpoauth2.agent.threads.BoundedThreads;
import io.mcpoauth2.agent.wait.Caller;
import io.mcpoauth2.agent.wait.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Verifies signatures on half of the processors at most: a flood of forged ECDSA signatures, 0.6 ms each, must leave the
 * server able to work.
 *
 * <p>Usually on the caller's own thread, if it may compute. Where that would exceed the bound, threads of the agent work the
 * queue off, first come, first served: passing the right to verify from one waiting thread to the next would cost a switch
 * each time, and on a busy machine milliseconds.
 */
public final class BoundedVerifier {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** Signatures to be tried; two seconds' worth of ECDSA on a processor or two. */
    private static final int MOST_WAITING = 1_024;

    private final Verification verification;
    private final Duration timeout;
    private final Semaphore processors;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final BoundedThreads threads;

    /**
     * @param processors of the machine
     */
    public BoundedVerifier(int processors) {
        this(processors, false);
    }

    /**
     * @param processors of the machine
     * @param rsaByProvider whether PKCS #1 signatures are verified by the JVM's security provider
     */
    public BoundedVerifier(int processors, boolean rsaByProvider) {
        this(processors, TIMEOUT, rsaByProvider ? SignatureVerifier::verifyByProvider : SignatureVerifier::verify);
    }

    BoundedVerifier(int processors, Duration timeout, Verification verification) {
        int most = Math.max(1, processors / 2);
        this.verification = verification;
        this.timeout = timeout;
        this.processors = new Semaphore(most, true);
        this.threads = new BoundedThreads("mcp-oauth2-agent-signatures", most, MOST_WAITING);
    }

    /** What came of it. */
    public sealed interface Result {
        /**
         * @param key that verifies the signature
         */
        record Verified(VerificationKey key) implements Result {}

        /** Why it is not known to be right. */
        enum Failure implements Result {
            /** No key verifies the signature. */
            WRONG,
            /** Too much is being verified; nothing is known of the signature. */
            BUSY
        }
    }

    /** Verifies one signature with one key. */
    @FunctionalInterface
    interface Verification {
        boolean verify(JwsAlgorithm algorithm, VerificationKey key, byte[] signingInput, byte[] signature);
    }

    /**
     * Which of the keys verifies the signature; comes after two seconds at most.
     *
     * @param keys that fit the algorithm; the caller bounds their number
     * @param caller whose thread may be used if it may compute
     */
    public CompletableFuture<Result> verify(
            JwsAlgorithm algorithm, List<VerificationKey> keys, byte[] signingInput, byte[] signature, Caller caller) {
        // Take the fast path only if nobody waits; otherwise frequent callers would starve the queue.
        if (caller.mayCompute()
                && !threads.hasWaitingTasks()
                && !processors.hasQueuedThreads()
                && processors.tryAcquire()) {
            return CompletableFuture.completedFuture(verifyAndRelease(algorithm, keys, signingInput, signature));
        }
        int signatures = keys.size();
        if (!waiting.tryAcquire(signatures)) {
            return CompletableFuture.completedFuture(Result.Failure.BUSY);
        }
        CompletableFuture<Result> result = new CompletableFuture<>();
        CompletableFuture<Result> bounded = Timeouts.within(result, timeout, () -> Result.Failure.BUSY);
        try {
            threads.execute(() -> {
                waiting.release(signatures);
                work(result, bounded, algorithm, keys, signingInput, signature);
            });
        } catch (RejectedExecutionException e) {
            waiting.release(signatures);
            result.complete(Result.Failure.BUSY);
        }
        return bounded;
    }

    private void work(
            CompletableFuture<Result> result,
            CompletableFuture<Result> bounded,
            JwsAlgorithm algorithm,
            List<VerificationKey> keys,
            byte[] signingInput,
            byte[] signature) {
        if (bounded.isDone()) {
            return; // Nobody waits for it any more.
        }
        try {
            processors.acquire();
            result.complete(verifyAndRelease(algorithm, keys, signingInput, signature));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.complete(Result.Failure.BUSY);
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
        }
    }

    private Result verifyAndRelease(
            JwsAlgorithm algorithm, List<VerificationKey> keys, byte[] signingInput, byte[] signature) {
        try {
            for (VerificationKey key : keys) {
                if (verification.verify(algorithm, key, signingInput, signature)) {
                    return new Result.Verified(key);
                }
            }
            return Result.Failure.WRONG;
        } finally {
            processors.release();
        }
    }
}
