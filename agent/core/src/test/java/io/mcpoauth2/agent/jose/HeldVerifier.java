package io.mcpoauth2.agent.jose;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Verifies nothing until a test lets it, and remembers which threads did the work. */
public final class HeldVerifier {
    private final CountDownLatch released = new CountDownLatch(1);
    private final Queue<String> threads = new ConcurrentLinkedQueue<>();

    public BoundedVerifier verifier() {
        return new BoundedVerifier(2, Duration.ofMinutes(1), this::verify);
    }

    private boolean verify(JwsAlgorithm algorithm, VerificationKey key, byte[] signingInput, byte[] signature) {
        threads.add(Thread.currentThread().getName());
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return SignatureVerifier.verify(algorithm, key, signingInput, signature);
    }

    public void release() {
        released.countDown();
    }

    public Queue<String> threads() {
        return threads;
    }
}
