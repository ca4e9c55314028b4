package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.TokenRules;
import io.mcpoauth2.agent.jose.NumericDate;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.text.Text;
import io.mcpoauth2.agent.token.Verdict.Invalid;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The claims that decide about a token besides its issuer: rows B, E and H1. Cheap, so done before the signature. */
final class ClaimChecks {
    private static final int MAX_SUBJECT_BYTES = 1024;

    /** A token with one of them speaks of a user, whom a missing subject does not make the client. */
    private static final List<String> CLAIMS_OF_USERS =
            List.of("sid", "auth_time", "amr", "acr", "email", "preferred_username", "name", "upn", "act");

    private final CheckTrail trail;
    private final Duration skew;
    private final Duration maxAge;
    private final TokenRules rules;
    private final AudienceMatcher audience;
    private final boolean issueTimeRequired;
    private final Invalid tooOld;
    private final Invalid wrongAudience;
    private final Invalid wrongExpiry;
    private final Invalid wrongClient;

    /**
     * @param issuer whose tokens are checked
     * @param trail told of each check that is passed
     */
    ClaimChecks(Settings settings, IssuerSettings issuer, CheckTrail trail) {
        this.trail = trail;
        this.skew = settings.clockSkew();
        this.maxAge = settings.maxTokenAge();
        this.audience = new AudienceMatcher(issuer, settings.soleAudience());
        // RFC 9068 §2.2 requires it; other kinds of access token have no rule.
        this.issueTimeRequired = !maxAge.isZero() || issuer.tokenTypes().equals(Set.of(TokenTypes.ACCESS_TOKEN));
        this.rules = issuer.tokens();
        this.tooOld = TokenFaults.age(settings);
        this.wrongExpiry = TokenFaults.expiry(issuer);
        this.wrongClient = TokenFaults.client(issuer);
        this.wrongAudience = TokenFaults.audience(settings, issuer);
    }

    /** What is wrong, or null if nothing is. */
    @Nullable
    Invalid check(Map<String, @Nullable Object> claims, Instant now) {
        Invalid refusal = checkTimes(claims, now);
        return refusal == null ? checkParties(claims) : refusal;
    }

    /** What is wrong with the times, or null if nothing is. */
    @Nullable
    Invalid checkTimes(Map<String, @Nullable Object> claims, Instant now) {
        Optional<Instant> expiry = NumericDate.of(claims.get("exp"));
        if (expiry.isEmpty() || expiry.get().isAfter(now.plus(rules.expiryHorizon()))) {
            return wrongExpiry;
        }
        if (!now.isBefore(expiry.get().plus(skew))) {
            return TokenFaults.EXPIRED;
        }
        trail.passed(Reason.EXPIRY);
        if (issueTimeRequired && !claims.containsKey("iat")) {
            return TokenFaults.NO_ISSUE_TIME;
        }
        if (!hasCome(claims, "nbf", now) || !hasCome(claims, "iat", now)) {
            return TokenFaults.NOT_YET_VALID;
        }
        trail.passed(Reason.NOT_YET_VALID);
        if (isTooOld(claims, now)) {
            return tooOld;
        }
        trail.passed(Reason.AGE);
        return null;
    }

    /** What is wrong with whom the token says to be for, or null if nothing is or it does not say. */
    @Nullable
    Invalid checkNamedAudience(Map<String, @Nullable Object> claims) {
        return claims.containsKey("aud") && !audience.matches(claims) ? wrongAudience : null;
    }

    /** What is wrong with whom the token is for, of whom it speaks or what it is bound to; null if nothing is. */
    @Nullable
    Invalid checkParties(Map<String, @Nullable Object> claims) {
        if (!audience.matches(claims)) {
            return wrongAudience;
        }
        trail.passed(Reason.AUDIENCE);
        String client = Client.of(claims);
        if (!rules.acceptedClients().isEmpty()
                && (client == null || !rules.acceptedClients().contains(client))) {
            return wrongClient;
        }
        trail.passed(Reason.CLIENT);
        Invalid wrongSubject = checkSubject(claims, client);
        if (wrongSubject != null) {
            return wrongSubject;
        }
        trail.passed(Reason.SUBJECT);
        if (claims.containsKey("cnf") && Confirmation.of(claims.get("cnf")).isEmpty()) {
            return TokenFaults.BINDING;
        }
        trail.passed(Reason.BINDING);
        return null;
    }

    private @Nullable Invalid checkSubject(Map<String, @Nullable Object> claims, @Nullable String client) {
        if (claims.containsKey("sub")) {
            Object subject = claims.get("sub");
            if (!isSubject(subject)) {
                return subject == null ? TokenFaults.NO_SUBJECT : TokenFaults.SUBJECT;
            }
            boolean reserved = rules.subjectFromClient()
                    && subject instanceof String text
                    && text.startsWith(Client.SUBJECT_PREFIX);
            return reserved ? TokenFaults.RESERVED_SUBJECT : null;
        }
        if (!rules.subjectFromClient()) {
            return TokenFaults.NO_SUBJECT;
        }
        for (String claim : CLAIMS_OF_USERS) {
            if (claims.containsKey(claim)) {
                return TokenFaults.SUBJECT_OF_USER;
            }
        }
        return isSubject(client) ? null : TokenFaults.NO_CLIENT;
    }

    /** When claims that passed every check no longer do, as far as time decides. */
    Instant end(Map<String, @Nullable Object> claims) {
        Instant expiry = NumericDate.of(claims.get("exp")).orElseThrow();
        Instant end = expiry;
        if (!maxAge.isZero()) {
            Instant tooOldAt = NumericDate.of(claims.get("iat")).orElseThrow().plus(maxAge);
            end = tooOldAt.isBefore(expiry) ? tooOldAt : expiry;
        }
        return end.plus(skew);
    }

    private boolean isTooOld(Map<String, @Nullable Object> claims, Instant now) {
        if (maxAge.isZero()) {
            return false;
        }
        Optional<Instant> issued = NumericDate.of(claims.get("iat"));
        return issued.isEmpty() || !now.isBefore(issued.get().plus(maxAge).plus(skew));
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
                // Some issuers serialise a missing subject as the text "null": all such users would be one.
                && !subject.equals("null")
                && !Text.hasControlCharacter(subject)
                && subject.getBytes(StandardCharsets.UTF_8).length <= MAX_SUBJECT_BYTES;
    }
}
