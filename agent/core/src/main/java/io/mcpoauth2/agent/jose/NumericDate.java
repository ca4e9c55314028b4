package io.mcpoauth2.agent.jose;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times in claims (RFC 7519 §2): seconds since 1970 as a JSON number, which may have a fraction. */
public final class NumericDate {
    /** Year 9999; a claim in milliseconds or at the end of a long lies beyond. */
    private static final long LAST = 253_402_300_799L;

    private NumericDate() {}

    /** The instant, or empty if the claim is no number or no time between 9999 years before 1970 and the year 9999. */
    public static Optional<Instant> of(@Nullable Object claim) {
        if (claim instanceof Long seconds) {
            return -LAST <= seconds && seconds <= LAST ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
        }
        // Compared before it is unfolded: 1e400 has 400 digits.
        if (!(claim instanceof BigDecimal seconds) || seconds.abs().compareTo(BigDecimal.valueOf(LAST)) > 0) {
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochMilli(
                seconds.movePointRight(3).setScale(0, RoundingMode.FLOOR).longValueExact()));
    }
}
