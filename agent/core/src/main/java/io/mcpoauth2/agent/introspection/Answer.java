package io.mcpoauth2.agent.introspection;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an issuer says of a token (RFC 7662 §2.2). */
public sealed interface Answer {
    /**
     * The token is active.
     *
     * @param claims what the issuer says of it, not judged yet; unmodifiable
     */
    record Active(Map<String, @Nullable Object> claims) implements Answer {
        /** Nothing of the claims: they are personal. */
        @Override
        public String toString() {
            return "Active[not shown]";
        }
    }

    /** The token is not, or no longer, or never was valid, or not for this server. */
    record Inactive() implements Answer {}

    /**
     * It does not say, by the issuer's or the network's fault.
     *
     * @param reason without addresses, for an HTTP answer
     * @param retryAfter at least a second
     */
    record Unavailable(String reason, Duration retryAfter) implements Answer {}
}
