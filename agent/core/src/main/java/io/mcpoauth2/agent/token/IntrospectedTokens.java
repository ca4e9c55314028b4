package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.IntrospectionSettings;
import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.introspection.Answer;
import io.mcpoauth2.agent.introspection.Introspector;
import io.mcpoauth2.agent.issuer.Grounds;
import io.mcpoauth2.agent.jose.NumericDate;
import io.mcpoauth2.agent.jose.TokenDigest;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Judges tokens by what their issuer says of them (RFC 7662 §2.2, rows G9, G10): the issuer's word that a token is active
 * is not enough, it has to be in time, for this server and of the right kind, too.
 */
final class IntrospectedTokens {
    /** RFC 6749 §7.1 by the names that RFC 6750, RFC 9449 and RFC 8693 gave; others are no access tokens. */
    private static final Set<String> TOKEN_TYPES = Set.of("bearer", "dpop", "access_token");

    private final CheckTrail trail;
    private final String issuer;
    private final Introspector introspector;
    private final ClaimChecks checks;
    private final UserClaims user;
    private final boolean audienceFromScope;
    private final boolean expiryOptional;
    private final Duration cacheTtl;
    private final Verdict wrongIssuer;
    private final Verdict wrongType;

    IntrospectedTokens(
            Settings settings,
            IssuerSettings issuer,
            IntrospectionSettings introspection,
            Introspector introspector,
            Interner interner,
            CheckTrail trail) {
        this.trail = trail;
        this.issuer = issuer.name();
        this.introspector = introspector;
        this.checks = new ClaimChecks(settings, issuer, trail);
        this.user = new UserClaims(issuer.rolesClaims(), interner);
        this.audienceFromScope = issuer.audienceFromScope();
        this.expiryOptional = introspection.expiryOptional();
        this.cacheTtl = introspection.cacheTtl();
        this.wrongIssuer = TokenFaults.issuer(issuer);
        this.wrongType = TokenFaults.type(issuer);
    }

    /**
     * @param own what the token itself says, its signature verified; empty if it is opaque
     * @param grounds what else the verdict rests on
     */
    CompletableFuture<Verdict> judge(
            String token, TokenDigest digest, Map<String, @Nullable Object> own, Instant now, Grounds grounds) {
        trail.asks(issuer + " about the token itself, which is sent to it");
        return introspector.ask(token, digest).thenApply(answer -> judge(answer, own, now, grounds));
    }

    private Verdict judge(Answer answer, Map<String, @Nullable Object> own, Instant now, Grounds grounds) {
        if (answer instanceof Answer.Unavailable unavailable) {
            return new Verdict.Unavailable(
                    Reason.INTROSPECTION_UNAVAILABLE, unavailable.reason(), unavailable.retryAfter());
        }
        if (answer instanceof Answer.Inactive) {
            return TokenFaults.INACTIVE;
        }
        trail.passed(Reason.INACTIVE);
        Map<String, @Nullable Object> said = ((Answer.Active) answer).claims();
        Map<String, @Nullable Object> claims = claims(own, said, now);
        Verdict refusal = refusal(said, claims);
        if (refusal == null) {
            refusal = checks.check(claims, now);
        }
        return refusal == null
                ? accepted(claims, own.containsKey("exp") || said.containsKey("exp"), now, grounds)
                : refusal;
    }

    /**
     * @param ends whether it is said when the token ends
     */
    private Verdict accepted(Map<String, @Nullable Object> claims, boolean ends, Instant now, Grounds grounds) {
        Instant review = now.plus(cacheTtl);
        if (!ends) {
            return user.describe(claims, new Lifetime(Long.MAX_VALUE, review.toEpochMilli(), grounds));
        }
        // RFC 7662 §4: no answer may be used beyond the token's expiry.
        Instant expiry = NumericDate.of(claims.get("exp")).orElseThrow();
        return user.describe(
                claims,
                new Lifetime(
                        checks.end(claims).toEpochMilli(),
                        earlier(earlier(review, checks.end(claims)), expiry).toEpochMilli(),
                        grounds));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private @Nullable Verdict refusal(Map<String, @Nullable Object> said, Map<String, @Nullable Object> claims) {
        if (said.containsKey("iss") && !issuer.equals(said.get("iss"))) {
            return wrongIssuer;
        }
        return isAccessToken(said, claims) ? TokenTypes.otherKind(said) : wrongType;
    }

    /** The type may be missing (RFC 7662 §2.2): then the audience tells, as refresh tokens have none, but have scopes. */
    private boolean isAccessToken(Map<String, @Nullable Object> said, Map<String, @Nullable Object> claims) {
        return said.containsKey("token_type")
                ? said.get("token_type") instanceof String type && TOKEN_TYPES.contains(Text.asciiLowerCase(type))
                : claims.containsKey("aud") || !audienceFromScope;
    }

    /**
     * What the issuer says now counts more than what it once wrote into the token, except for a binding, which nothing
     * may loosen. An answer need not say when the token ends (RFC 7662 §2.2): where that is accepted, this answer does.
     */
    private Map<String, @Nullable Object> claims(
            Map<String, @Nullable Object> own, Map<String, @Nullable Object> said, Instant now) {
        Map<String, @Nullable Object> claims = new LinkedHashMap<>(own);
        claims.putAll(said);
        claims.remove("active");
        claims.put("iss", issuer);
        if (own.containsKey("cnf")) {
            claims.put("cnf", own.get("cnf"));
        }
        if (expiryOptional && !claims.containsKey("exp")) {
            claims.put("exp", now.plus(cacheTtl).getEpochSecond());
        }
        return Collections.unmodifiableMap(claims);
    }
}
