package io.mcpoauth2.agent.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.jose.BoundedVerifier.Result;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedVerifierTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final byte[] RIGHT = {1};
    private static final byte[] WRONG = {0};

    private final List<VerificationKey> keys = List.of(key());
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    @AfterEach
    void letAllEnd() throws InterruptedException {
        release.countDown();
        callers.shutdown();
        assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tellsRightSignaturesFromWrongOnes() {
        release.countDown();
        BoundedVerifier verifier = new BoundedVerifier(2, LONG, this::verify);

        assertThat(ask(verifier, RIGHT)).isEqualTo(Result.VERIFIED);
        assertThat(ask(verifier, WRONG)).isEqualTo(Result.WRONG);
    }

    @Test
    void anyOfTheKeysMayBeTheOne() {
        VerificationKey other = key();
        BoundedVerifier verifier =
                new BoundedVerifier(2, LONG, (algorithm, key, input, signature) -> key.equals(other));

        assertThat(verifier.verify(JwsAlgorithm.ED25519, List.of(keys.get(0), other), RIGHT, RIGHT))
                .isEqualTo(Result.VERIFIED);
    }

    @Test
    void verifiesOnHalfOfTheProcessorsAndOnOneAtLeast() throws InterruptedException {
        for (int processors : new int[] {1, 2, 3, 8}) {
            int expected = Math.max(1, processors / 2);
            CountDownLatch allAtWork = new CountDownLatch(expected);
            AtomicInteger atWork = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            BoundedVerifier verifier = new BoundedVerifier(processors, LONG, (algorithm, key, input, signature) -> {
                most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                allAtWork.countDown();
                await(allAtWork);
                atWork.decrementAndGet();
                return true;
            });

            List<CompletableFuture<Result>> results = ask(verifier, RIGHT, 40);

            assertThat(results).allSatisfy(result -> assertThat(result.join()).isEqualTo(Result.VERIFIED));
            assertThat(most).hasValue(expected);
        }
    }

    @Test
    void whoeverWaitsIsAnsweredByItsOwnSignature() {
        BoundedVerifier verifier = new BoundedVerifier(2, LONG, this::verify);
        List<CompletableFuture<Result>> right = ask(verifier, RIGHT, 20);
        List<CompletableFuture<Result>> wrong = ask(verifier, WRONG, 20);

        release.countDown();

        assertThat(right).allSatisfy(result -> assertThat(result.join()).isEqualTo(Result.VERIFIED));
        assertThat(wrong).allSatisfy(result -> assertThat(result.join()).isEqualTo(Result.WRONG));
        assertThat(mostAtOnce).hasValue(1);
    }

    @Test
    void whoeverWouldWaitTooLongIsToldSoAndTheSignatureCountsForNothing() {
        BoundedVerifier verifier = new BoundedVerifier(2, Duration.ofMillis(1), this::verify);
        CompletableFuture<Result> first = askAndWaitUntilItRuns(verifier);

        assertThat(ask(verifier, RIGHT)).isEqualTo(Result.BUSY);
        release.countDown();

        assertThat(first.join()).isEqualTo(Result.VERIFIED);
    }

    @Test
    void noMoreThanTheQueueHoldsMayWait() {
        BoundedVerifier verifier = new BoundedVerifier(2, LONG, this::verify);
        CompletableFuture<Result> first = askAndWaitUntilItRuns(verifier);

        int refused = 10;
        CountDownLatch refusals = new CountDownLatch(refused);
        // The thread that works the queue off has taken one out of it.
        List<CompletableFuture<Result>> others = new ArrayList<>();
        for (CompletableFuture<Result> other : ask(verifier, RIGHT, 256 + 1 + refused)) {
            others.add(other.whenComplete((result, failure) -> {
                if (result == Result.BUSY) {
                    refusals.countDown();
                }
            }));
        }
        await(refusals);
        release.countDown();

        assertThat(first.join()).isEqualTo(Result.VERIFIED);
        assertThat(others.stream().filter(result -> result.join() == Result.BUSY))
                .hasSize(refused);
    }

    @Test
    void anInterruptedCallerStopsWaitingAndStaysInterrupted() {
        BoundedVerifier verifier = new BoundedVerifier(2, LONG, this::verify);
        CompletableFuture<Result> first = askAndWaitUntilItRuns(verifier);

        Thread.currentThread().interrupt();
        Result result = ask(verifier, RIGHT);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).isEqualTo(Result.BUSY);
        release.countDown();
        assertThat(first.join()).isEqualTo(Result.VERIFIED);
    }

    @Test
    void aFailureReachesTheCallerAndLeavesRoomForTheNext() {
        BoundedVerifier verifier = new BoundedVerifier(2, LONG, (algorithm, key, input, signature) -> {
            if (Arrays.equals(signature, WRONG)) {
                throw new IllegalArgumentException("a bug");
            }
            return true;
        });

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> ask(verifier, WRONG)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(ask(verifier, RIGHT)).isEqualTo(Result.VERIFIED);
    }

    @Test
    void aFailureReachesACallerWhoHasWaitedToo() {
        BoundedVerifier verifier = new BoundedVerifier(2, LONG, (algorithm, key, input, signature) -> {
            if (Arrays.equals(signature, WRONG)) {
                throw new IllegalArgumentException("a bug");
            }
            return verify(algorithm, key, input, signature);
        });
        CompletableFuture<Result> first = askAndWaitUntilItRuns(verifier);
        CompletableFuture<Result> failing = CompletableFuture.supplyAsync(() -> ask(verifier, WRONG), callers);

        release.countDown();

        assertThatThrownBy(failing::join).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(first.join()).isEqualTo(Result.VERIFIED);
    }

    private CompletableFuture<Result> askAndWaitUntilItRuns(BoundedVerifier verifier) {
        CompletableFuture<Result> first = CompletableFuture.supplyAsync(() -> ask(verifier, RIGHT), callers);
        while (running.get() == 0) {
            Thread.onSpinWait();
        }
        return first;
    }

    private List<CompletableFuture<Result>> ask(BoundedVerifier verifier, byte[] signature, int times) {
        List<CompletableFuture<Result>> results = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            results.add(CompletableFuture.supplyAsync(() -> ask(verifier, signature), callers));
        }
        return results;
    }

    private Result ask(BoundedVerifier verifier, byte[] signature) {
        return verifier.verify(JwsAlgorithm.ED25519, keys, RIGHT, signature);
    }

    private boolean verify(JwsAlgorithm algorithm, VerificationKey key, byte[] signingInput, byte[] signature) {
        mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
        await(release);
        running.decrementAndGet();
        return Arrays.equals(signature, RIGHT);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static VerificationKey key() {
        try {
            return new VerificationKey(
                    Optional.empty(),
                    Optional.empty(),
                    KeyKind.ED25519,
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
