package io.mcpoauth2.agent.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What was found out about a token. */
public sealed interface Verdict {
    /**
     * The token is valid for this server now.
     *
     * @param user keys of {@code io.mcpoauth2.bridge.UserKeys}, deeply immutable
     * @param expiresAt its {@code exp}
     */
    record Valid(Map<String, Object> user, Instant expiresAt) implements Verdict {
        /** Nothing of the user: a verdict may end up in a message. */
        @Override
        public String toString() {
            return "Valid[expiresAt=" + expiresAt + "]";
        }
    }

    /**
     * The token must be refused; the caller's fault.
     *
     * @param summary the check that failed, in a few words such as "Invalid signature"
     * @param details what the check expected; nothing taken from the token
     */
    record Invalid(String summary, String details) implements Verdict {}

    /**
     * It cannot be told now; the issuer's fault or ours.
     *
     * @param retryAfter when a retry makes sense, at least a second
     */
    record Unavailable(String details, Duration retryAfter) implements Verdict {}
}
