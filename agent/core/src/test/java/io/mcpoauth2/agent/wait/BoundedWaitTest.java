package io.mcpoauth2.agent.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BoundedWaitTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final CompletableFuture<String> pending = new CompletableFuture<>();

    @Test
    void resultThatIsThereNeedsNoPermit() {
        assertThat(new BoundedWait(0, LONG).await(CompletableFuture.completedFuture("there"), "busy"))
                .isEqualTo("there");
    }

    @Test
    void withoutPermitNobodyWaitsAndTheResultIsDecided() {
        assertThat(new BoundedWait(0, LONG).await(pending, "busy")).isEqualTo("busy");
        assertThat(pending.complete("late")).isFalse();
    }

    @Test
    void noMoreThreadsWaitThanMayAndEachPermitComesBack() {
        BoundedWait wait = new BoundedWait(3, LONG);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int round = 0; round < 2; round++) {
                CompletableFuture<String> shared = new CompletableFuture<>();
                List<CompletableFuture<String>> waiting = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    waiting.add(CompletableFuture.supplyAsync(() -> wait.await(shared, "busy"), threads));
                }
                Awaitility.await().until(() -> shared.getNumberOfDependents() == 3);
                assertThat(wait.await(new CompletableFuture<>(), "busy")).isEqualTo("busy");
                shared.complete("there");
                assertThat(waiting)
                        .allSatisfy(result -> assertThat(result.join()).isEqualTo("there"));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void waitEndsByItself() {
        assertThat(new BoundedWait(1, Duration.ofNanos(1)).await(pending, "busy"))
                .isEqualTo("busy");
    }

    @Test
    void interruptedThreadWaitsNoLongerAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertThat(new BoundedWait(1, LONG).await(pending, "busy")).isEqualTo("busy");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void failureReachesTheCaller() {
        pending.completeExceptionally(new IllegalStateException("a bug"));
        assertThatThrownBy(() -> new BoundedWait(1, LONG).await(pending, "busy"))
                .hasCauseInstanceOf(IllegalStateException.class);
    }
}
