package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.config.Settings;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long keys of an issuer are used and how often they are fetched; see docs/configuration.md.
 *
 * @param ttl after which they are fetched again
 * @param maxStale how long they are used without a good fetch
 * @param cooldown between fetches for unknown kids, and after a failed fetch while there are keys
 * @param waitForKeys how long a request waits for a fetch
 */
record KeyPolicy(Duration ttl, Duration maxStale, Duration cooldown, Duration waitForKeys) {
    private static final Duration FILE_TTL = Duration.ofSeconds(5);
    private static final Duration FILE_COOLDOWN = Duration.ofSeconds(1);

    static KeyPolicy of(Settings settings) {
        return new KeyPolicy(
                settings.jwksCacheTtl(), settings.jwksMaxStale(), settings.jwksCooldown(), settings.waitForKeys());
    }

    /** For keys in a file: reading it costs little, so that the first request after a change sees it. */
    static KeyPolicy ofFile(Settings settings) {
        return new KeyPolicy(FILE_TTL, settings.jwksMaxStale(), FILE_COOLDOWN, settings.waitForKeys());
    }

    /** When to fetch again, in nanoseconds: 75 to 90 % of the ttl, so that many servers do not ask at the same time. */
    long refreshAfter(RandomGenerator random) {
        return (long) (ttl.toNanos() * (0.75 + 0.15 * random.nextDouble()));
    }

    /** Which share of the pause to wait after a failed fetch: 75 to 100 %, for the same reason. */
    double retryShare(RandomGenerator random) {
        return 0.75 + 0.25 * random.nextDouble();
    }

    /** Until when keys may be used, in nanoseconds since their fetch. */
    long usableFor() {
        return Math.max(ttl.toNanos(), maxStale.toNanos());
    }
}
