package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.config.Settings;
import java.time.Duration;

/**
 * How long keys of an issuer are used and how often they are fetched; see docs/configuration.md.
 *
 * @param ttl after which they are fetched again
 * @param maxStale how long they are used without a good fetch
 * @param cooldown between fetches for unknown kids, and after a failed fetch while there are keys
 * @param waitForKeys how long a request waits for a fetch
 */
record KeyPolicy(Duration ttl, Duration maxStale, Duration cooldown, Duration waitForKeys) {
    static KeyPolicy of(Settings settings) {
        return new KeyPolicy(
                settings.jwksCacheTtl(), settings.jwksMaxStale(), settings.jwksCooldown(), settings.waitForKeys());
    }
}
