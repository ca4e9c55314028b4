package io.mcpoauth2.agent.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.jose.BoundedVerifier.Result;
import io.mcpoauth2.agent.wait.Caller;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    private final Queue<String> threads = new ConcurrentLinkedQueue<>();
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

        assertThat(ask(verifier, RIGHT)).isEqualTo(verified());
        assertThat(ask(verifier, WRONG)).isEqualTo(Result.Failure.WRONG);
    }

    @Test
    void anyOfTheKeysMayBeTheOne() {
        VerificationKey other = key();
        BoundedVerifier verifier =
                new BoundedVerifier(2, LONG, (algorithm, key, input, signature) -> key.equals(other));

        assertThat(verifier.verify(
                                JwsAlgorithm.ED25519, List.of(keys.get(0), other), RIGHT, RIGHT, Caller.REQUEST_THREAD)
                        .join())
                .isEqualTo(new Result.Verified(other));
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

            assertThat(results).allSatisfy(result -> assertThat(result.join()).isEqualTo(verified()));
            assertThat(most).hasValue(expected);
        }
    }

    @Test
    void whoeverWaitsIsAnsweredByItsOwnSignature() {
        BoundedVerifier verifier = new BoundedVerifier(2, LONG, this::verify);
        List<CompletableFuture<Result>> right = ask(verifier, RIGHT, 20);
        List<CompletableFuture<Result>> wrong = ask(verifier, WRONG, 20);

        release.countDown();

        assertThat(right).allSatisfy(result -> assertThat(result.join()).isEqualTo(verified()));
        assertThat(wrong).allSatisfy(result -> assertThat(result.join()).isEqualTo(Result.Failure.WRONG));
        assertThat(mostAtOnce).hasValue(1);
    }

    @Test
    void whoeverWouldWaitTooLongIsToldSoAndTheSignatureCountsForNothing() {
        BoundedVerifier verifier = new BoundedVerifier(2, Duration.ofMillis(1), this::verify);
        CompletableFuture<Result> first = askAndWaitUntilItRuns(verifier);

        assertThat(ask(verifier, RIGHT)).isEqualTo(Result.Failure.BUSY);
        release.countDown();

        assertThat(first.join()).isEqualTo(verified());
    }

    @Test
    void noMoreThanTheQueueHoldsMayWait() {
        BoundedVerifier verifier = new BoundedVerifier(2, LONG, this::verify);
        CompletableFuture<Result> first = askAndWaitUntilItRuns(verifier);

        List<CompletableFuture<Result>> others = new ArrayList<>();
        for (int i = 0; i < 1_024 + 10; i++) {
            others.add(verifier.verify(JwsAlgorithm.ED25519, keys, RIGHT, RIGHT, Caller.EVENT_LOOP));
        }
        List<CompletableFuture<Result>> refused =
                others.stream().filter(CompletableFuture::isDone).toList();

        assertThat(refused)
                .as("of 1024 places, and one that is no longer waiting")
                .hasSizeBetween(9, 10)
                .allSatisfy(result -> assertThat(result.join()).isEqualTo(Result.Failure.BUSY));
        release.countDown();
        assertThat(first.join()).isEqualTo(verified());
        assertThat(others.stream().filter(result -> result.join().equals(verified())))
                .hasSize(others.size() - refused.size());
    }

    @Test
    void anEventLoopNeverVerifiesItself() {
        release.countDown();
        BoundedVerifier verifier = new BoundedVerifier(2, LONG, (algorithm, key, input, signature) -> {
            threads.add(Thread.currentThread().getName());
            return true;
        });

        for (int i = 0; i < 3; i++) {
            assertThat(verifier.verify(JwsAlgorithm.ED25519, keys, RIGHT, RIGHT, Caller.EVENT_LOOP)
                            .join())
                    .isEqualTo(verified());
        }
        assertThat(threads).containsOnly("mcp-oauth2-agent-signatures");
    }

    @Test
    void aSignatureWithSeveralKeysTakesAsMuchRoomAsItsKeys() {
        BoundedVerifier verifier = new BoundedVerifier(2, LONG, this::verify);
        CompletableFuture<Result> first = askAndWaitUntilItRuns(verifier);
        List<VerificationKey> eight = Collections.nCopies(8, keys.get(0));

        List<CompletableFuture<Result>> others = new ArrayList<>();
        for (int i = 0; i < 140; i++) {
            others.add(verifier.verify(JwsAlgorithm.ED25519, eight, RIGHT, RIGHT, Caller.EVENT_LOOP));
        }

        assertThat(others.stream().filter(CompletableFuture::isDone))
                .as("of 1024 places, and one that is no longer waiting")
                .hasSizeBetween(140 - 129, 140 - 128)
                .allSatisfy(result -> assertThat(result.join()).isEqualTo(Result.Failure.BUSY));
        release.countDown();
        assertThat(first.join()).isEqualTo(verified());
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
        assertThat(ask(verifier, RIGHT)).isEqualTo(verified());
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
        assertThat(first.join()).isEqualTo(verified());
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
        return verifier.verify(JwsAlgorithm.ED25519, keys, RIGHT, signature, Caller.REQUEST_THREAD)
                .join();
    }

    private Result verified() {
        return new Result.Verified(keys.get(0));
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
