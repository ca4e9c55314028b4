package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.token.Verdict.Invalid;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The claims that decide about a token besides its issuer: rows B, E and H1. Cheap, so done before the signature. */
final class ClaimChecks {
    private static final Duration HORIZON = Duration.ofDays(366);
    private static final int MAX_SUBJECT_BYTES = 1024;

    private final Duration skew;
    private final AudienceMatcher audience;
    private final boolean issueTimeRequired;
    private final Refusals refusals;

    ClaimChecks(Settings settings, Refusals refusals) {
        this.skew = settings.clockSkew();
        this.audience = new AudienceMatcher(settings.audiences());
        // RFC 9068 §2.2 requires it; other kinds of access token have no rule.
        this.issueTimeRequired = settings.tokenTypes().equals(Set.of(TokenTypes.ACCESS_TOKEN));
        this.refusals = refusals;
    }

    /** What is wrong, or null if nothing is. */
    @Nullable
    Invalid check(Map<String, @Nullable Object> claims, Instant now) {
        Invalid refusal = checkTimes(claims, now);
        if (refusal != null) {
            return refusal;
        }
        if (!audience.matches(claims.get("aud"))) {
            return refusals.audience;
        }
        if (!isSubject(claims.get("sub"))) {
            return Refusals.SUBJECT;
        }
        // RFC 9449 §7.2, RFC 8705 §3: whoever stole a bound token must not be able to use it as a plain one.
        return claims.containsKey("cnf") ? Refusals.BOUND : null;
    }

    private @Nullable Invalid checkTimes(Map<String, @Nullable Object> claims, Instant now) {
        Optional<Instant> expiry = NumericDate.of(claims.get("exp"));
        if (expiry.isEmpty() || expiry.get().isAfter(now.plus(HORIZON))) {
            return Refusals.NO_EXPIRY;
        }
        if (!now.isBefore(expiry.get().plus(skew))) {
            return Refusals.EXPIRED;
        }
        if (issueTimeRequired && !claims.containsKey("iat")) {
            return Refusals.NO_ISSUE_TIME;
        }
        return hasCome(claims, "nbf", now) && hasCome(claims, "iat", now) ? null : Refusals.NOT_YET_VALID;
    }

    private boolean hasCome(Map<String, @Nullable Object> claims, String name, Instant now) {
        if (!claims.containsKey(name)) {
            return true;
        }
        Optional<Instant> time = NumericDate.of(claims.get(name));
        return time.isPresent() && !time.get().isAfter(now.plus(skew));
    }

    private static boolean isSubject(@Nullable Object claim) {
        return claim instanceof String subject
                && !subject.isEmpty()
                // What a nameless object becomes in careless issuers: it would be one user for all of them.
                && !subject.equals("null")
                && !Text.hasControlCharacter(subject)
                && subject.getBytes(StandardCharsets.UTF_8).length <= MAX_SUBJECT_BYTES;
    }
}
