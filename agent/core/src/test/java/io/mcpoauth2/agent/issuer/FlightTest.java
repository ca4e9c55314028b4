package io.mcpoauth2.agent.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class FlightTest {
    private final Flight flight = new Flight(Long.MAX_VALUE);
    private final Semaphore places = new Semaphore(1);

    @Test
    void whatHasLandedNeedsNoPlace() {
        flight.land();
        assertThat(flight.await(places, Duration.ofDays(1))).isTrue();
        assertThat(flight.await(new Semaphore(0), Duration.ofDays(1))).isTrue();
        assertThat(places.availablePermits()).isEqualTo(1);
    }

    @Test
    void withoutPlaceNobodyWaits() {
        assertThat(flight.await(new Semaphore(0), Duration.ofDays(1))).isFalse();
    }

    @Test
    void patienceEnds() {
        assertThat(flight.await(places, Duration.ofNanos(1))).isFalse();
        assertThat(places.availablePermits()).isEqualTo(1);
    }

    @Test
    void interruptedRequestWaitsNoLongerAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertThat(flight.await(places, Duration.ofDays(1))).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(places.availablePermits()).isEqualTo(1);
    }

    @Test
    void itHasBegunSinceItsStartAcrossAnOverflow() {
        assertThat(flight.hasBegunSince(Long.MAX_VALUE)).isTrue();
        assertThat(flight.hasBegunSince(Long.MAX_VALUE - 1)).isTrue();
        assertThat(flight.hasBegunSince(Long.MIN_VALUE)).isFalse();
    }
}
