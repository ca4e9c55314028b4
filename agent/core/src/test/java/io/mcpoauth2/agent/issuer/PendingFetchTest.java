package io.mcpoauth2.agent.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingFetchTest {
    private final PendingFetch fetch = new PendingFetch(Long.MAX_VALUE);

    @Test
    void endedFetchNeedsNoPlace() {
        Waiters waiters = new Waiters(Duration.ofDays(1));
        fetch.end().complete(true);
        assertThat(waiters.join(fetch, false).join()).isTrue();
        assertThat(waiters.waiting()).isZero();
    }

    @Test
    void waitEndsByItself() {
        Waiters waiters = new Waiters(Duration.ofNanos(1));
        assertThat(waiters.join(fetch, false).join()).isFalse();
        assertThat(waiters.waiting()).isZero();
    }

    @Test
    void fewWaitInAnOutage() {
        Waiters waiters = new Waiters(Duration.ofDays(1));
        for (int i = 0; i < 10; i++) {
            assertThat(waiters.join(fetch, true)).isNotDone();
        }
        assertThat(waiters.join(fetch, true).join()).isFalse();
        CompletableFuture<Boolean> other = waiters.join(fetch, false);
        assertThat(waiters.waiting()).isEqualTo(11);
        fetch.end().complete(true);
        assertThat(other.join()).isTrue();
        assertThat(waiters.waiting()).isZero();
    }

    @Test
    void itHasBegunSinceItsStartAcrossAnOverflow() {
        assertThat(fetch.hasBegunSince(Long.MAX_VALUE)).isTrue();
        assertThat(fetch.hasBegunSince(Long.MAX_VALUE - 1)).isTrue();
        assertThat(fetch.hasBegunSince(Long.MIN_VALUE)).isFalse();
    }
}
