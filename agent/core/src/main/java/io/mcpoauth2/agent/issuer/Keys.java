package io.mcpoauth2.agent.issuer;

import java.time.Duration;

/** Whether the keys of an issuer are at hand. */
public sealed interface Keys {
    record Ready(KeySet set) implements Keys {}

    /**
     * They are not, by the issuer's or the network's fault.
     *
     * @param reason without addresses, for an HTTP answer
     * @param retryAfter at least a second
     */
    record Unavailable(String reason, Duration retryAfter) implements Keys {}
}
