package io.mcpoauth2.agent.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeyPolicyTest {
    private final KeyPolicy policy = new KeyPolicy(
            Duration.ofSeconds(100), Duration.ofSeconds(50), Duration.ofSeconds(10), Duration.ofSeconds(5));

    @Test
    @DisplayName("G6 refreshes come after 75 to 90 % of the ttl, new attempts after 75 to 100 % of the pause")
    void timesAreSpread() {
        assertThat(policy.refreshAfter(random(0L)))
                .isEqualTo(Duration.ofSeconds(75).toNanos());
        assertThat(policy.refreshAfter(random(-1L)))
                .isCloseTo(Duration.ofSeconds(90).toNanos(), within(100_000L));
        assertThat(policy.retryShare(random(0L))).isEqualTo(0.75);
        assertThat(policy.retryShare(random(-1L))).isCloseTo(1, within(1e-9));
    }

    @Test
    void keysAreUsedForTheirTtlAtLeast() {
        assertThat(policy.usableFor()).isEqualTo(Duration.ofSeconds(100).toNanos());
    }

    private static RandomGenerator random(long bits) {
        return () -> bits;
    }
}
