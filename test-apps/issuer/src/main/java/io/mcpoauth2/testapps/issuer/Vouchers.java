package io.mcpoauth2.testapps.issuer;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Random strings that stand for a grant and can be redeemed once: authorization codes and refresh tokens. */
final class Vouchers {
    private static final int MAX = 10_000;

    private record Entry(Grant grant, Instant end) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final Duration lifetime;

    private Vouchers(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    static Vouchers lastingMinutes(int minutes, Clock clock) {
        return new Vouchers(clock, Duration.ofMinutes(minutes));
    }

    /** Makes a voucher; the oldest gives way when there are too many. */
    synchronized String issue(Grant grant) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String voucher = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        entries.put(voucher, new Entry(grant, clock.instant().plus(lifetime)));
        if (entries.size() > MAX) {
            Iterator<String> oldest = entries.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return voucher;
    }

    /** Takes a voucher back; empty if it never was, was redeemed before, or is too old. */
    synchronized Optional<Grant> redeem(String voucher) {
        return Optional.ofNullable(entries.remove(voucher))
                .filter(entry -> clock.instant().isBefore(entry.end()))
                .map(Entry::grant);
    }
}
