package io.mcpoauth2.agent.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TimeoutsTest {
    private final CompletableFuture<String> pending = new CompletableFuture<>();

    @Test
    void resultThatComesInTimeCounts() {
        CompletableFuture<String> bounded = Timeouts.within(pending, Duration.ofMinutes(1), () -> "late");
        assertThat(bounded).isNotDone();
        pending.complete("there");
        assertThat(bounded.join()).isEqualTo("there");
    }

    @Test
    void resultThatDoesNotComeIsReplacedOnAThreadOfTheAgents() {
        CompletableFuture<String> thread = new CompletableFuture<>();
        assertThat(Timeouts.within(pending, Duration.ofNanos(1), () -> {
                            thread.complete(Thread.currentThread().getName());
                            return "late";
                        })
                        .join())
                .isEqualTo("late");
        assertThat(thread.join()).isEqualTo("mcp-oauth2-agent-timeouts");
        assertThat(pending).as("others may still want it").isNotDone();
    }

    @Test
    void failuresOfBothReachWhoeverWaits() {
        CompletableFuture<String> bounded = Timeouts.within(pending, Duration.ofMinutes(1), () -> "late");
        pending.completeExceptionally(new IllegalStateException("a bug"));
        assertThatThrownBy(bounded::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Timeouts.within(new CompletableFuture<String>(), Duration.ofNanos(1), () -> {
                            throw new IllegalStateException("a bug");
                        })
                        .join())
                .hasCauseInstanceOf(IllegalStateException.class);
    }
}
