package io.mcpoauth2.agent.jose;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Verifies signatures on half of the processors at most: a flood of forged ECDSA signatures, 0.6 ms each, must leave the
 * server able to work.
 *
 * <p>Who comes first is served first, so that a good token waits no longer than the queue is; the queue is bounded.
 */
public final class BoundedVerifier {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MAX_WAITING = 256;

    private final Semaphore processors;

    /**
     * @param processors of the machine
     */
    public BoundedVerifier(int processors) {
        this.processors = new Semaphore(Math.max(1, processors / 2), true);
    }

    /** What came of it. */
    public enum Result {
        VERIFIED,
        /** No key verifies the signature. */
        WRONG,
        /** Too much is being verified; nothing is known of the signature. */
        BUSY
    }

    /**
     * Whether one of the keys verifies the signature; waits two seconds at most.
     *
     * @param keys that fit the algorithm; the caller bounds their number
     */
    public Result verify(JwsAlgorithm algorithm, List<VerificationKey> keys, byte[] signingInput, byte[] signature) {
        if (!enter()) {
            return Result.BUSY;
        }
        try {
            for (VerificationKey key : keys) {
                if (SignatureVerifier.verify(algorithm, key, signingInput, signature)) {
                    return Result.VERIFIED;
                }
            }
            return Result.WRONG;
        } finally {
            processors.release();
        }
    }

    private boolean enter() {
        if (processors.getQueueLength() >= MAX_WAITING) {
            return false;
        }
        try {
            return processors.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
