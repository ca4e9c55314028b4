package io.mcpoauth2.agent.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumericDateTest {
    private static final long LAST = 253_402_300_799L;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, LAST, -LAST})
    void wholeSecondsAreTimes(long seconds) {
        assertThat(NumericDate.of(seconds)).contains(Instant.ofEpochSecond(seconds));
        assertThat(NumericDate.of(BigDecimal.valueOf(seconds))).contains(Instant.ofEpochSecond(seconds));
    }

    @ParameterizedTest
    @ValueSource(longs = {LAST + 1, -LAST - 1, Long.MAX_VALUE, Long.MIN_VALUE})
    void timesBeyondTheYear9999AreNone(long seconds) {
        assertThat(NumericDate.of(seconds)).isEmpty();
        assertThat(NumericDate.of(BigDecimal.valueOf(seconds))).isEmpty();
    }

    @Test
    void fractionsAreRoundedDownToMilliseconds() {
        assertThat(NumericDate.of(new BigDecimal("1.9999"))).contains(Instant.ofEpochMilli(1999));
        assertThat(NumericDate.of(new BigDecimal("-1.9991"))).contains(Instant.ofEpochMilli(-2000));
        assertThat(NumericDate.of(new BigDecimal("1e400"))).isEmpty();
    }

    @Test
    void whatIsNoNumberIsNoTime() {
        assertThat(NumericDate.of(null)).isEmpty();
        assertThat(NumericDate.of("1")).isEmpty();
    }
}
