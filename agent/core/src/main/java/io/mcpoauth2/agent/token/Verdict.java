package io.mcpoauth2.agent.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** What was found out about a token. */
public sealed interface Verdict {
    /**
     * The token is valid for this server now.
     *
     * @param user keys of {@code io.mcpoauth2.bridge.UserKeys}, deeply immutable
     * @param scopes the scopes it grants
     * @param expiresAt its {@code exp}
     */
    record Valid(Map<String, Object> user, Set<String> scopes, Instant expiresAt) implements Verdict {}

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
