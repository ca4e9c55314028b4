package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.bridge.UserKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What was found out about a token. */
public sealed interface Verdict {
    /**
     * The token is valid for this server now, if whoever sends it shows what it is bound to.
     *
     * @param user keys of {@code io.mcpoauth2.bridge.UserKeys}, deeply immutable
     * @param confirmation what it is bound to; empty for a plain bearer token
     */
    record Valid(Map<String, Object> user, Optional<Confirmation> confirmation, Lifetime lifetime) implements Verdict {
        /** The token's {@code exp}. */
        public Instant expiresAt() {
            return user.get(UserKeys.EXPIRES_AT) instanceof Instant expiry ? expiry : Instant.EPOCH;
        }

        /** Nothing of the user: a verdict may end up in a message. */
        @Override
        public String toString() {
            return "Valid[expiresAt=" + expiresAt() + "]";
        }
    }

    /**
     * The token must be refused; the caller's fault.
     *
     * @param reason the check that failed
     * @param summary the same in a few words such as "Invalid signature"
     * @param details what the check expected; nothing taken from the token
     * @param remedy what an operator may do about it, for the log; empty if there is nothing to be said
     */
    record Invalid(Reason reason, String summary, String details, String remedy) implements Verdict {
        public Invalid(Reason reason, String summary, String details) {
            this(reason, summary, details, "");
        }
    }

    /**
     * It cannot be told now; the issuer's fault or ours.
     *
     * @param reason what is unavailable
     * @param retryAfter when a retry makes sense, at least a second
     */
    record Unavailable(Reason reason, String details, Duration retryAfter) implements Verdict {}
}
