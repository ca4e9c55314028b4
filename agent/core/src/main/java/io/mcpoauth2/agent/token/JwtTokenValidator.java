package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.issuer.SignatureCheck;
import io.mcpoauth2.agent.jose.JwsAlgorithm;
import io.mcpoauth2.agent.jose.JwtParser;
import io.mcpoauth2.agent.jose.MalformedTokenException;
import io.mcpoauth2.agent.jose.ParsedJwt;
import io.mcpoauth2.agent.jose.TokenDigest;
import io.mcpoauth2.agent.telemetry.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Judges JWT access tokens of the configured issuers (RFC 9068 §4, RFC 8725; rows A to E, G).
 *
 * <p>The order matters: what is cheap comes first, the keys and the signature come last, so that forged tokens cost
 * little and an unknown issuer causes no fetch (row C3). Unforeseen exceptions are left to the gate, which answers 503.
 */
final class JwtTokenValidator {
    private static final Verdict BUSY =
            new Verdict.Unavailable(Outcome.BUSY, "Too many tokens are being verified", Duration.ofSeconds(1));

    private final CheckTrail trail;
    private final Map<String, IssuerRules> issuers;
    private final SignatureCheck signatures;
    private final RefusalLog log;
    private final Verdict unknownIssuer;
    private final JwtParser parser;

    /**
     * @param issuers by name
     */
    JwtTokenValidator(
            Settings settings,
            Map<String, IssuerRules> issuers,
            SignatureCheck signatures,
            RefusalLog log,
            CheckTrail trail) {
        this.trail = trail;
        this.issuers = issuers;
        this.signatures = signatures;
        this.log = log;
        this.unknownIssuer = Refusals.issuer(settings);
        this.parser = new JwtParser(settings.maxTokenSize());
    }

    /**
     * @param mayAsk whether the issuer may be asked about the token, and keys be waited for whatever has become of them
     */
    Finding judge(String token, TokenDigest digest, Instant now, boolean mayAsk) {
        ParsedJwt jwt;
        try {
            jwt = parser.parse(token);
        } catch (MalformedTokenException e) {
            Verdict malformed = Refusals.malformed(e);
            log.refused(malformed, null);
            return new Finding.Refused(malformed);
        }
        trail.passed(Outcome.STRUCTURE);
        Finding finding = judge(jwt, token, digest, now, mayAsk);
        if (finding instanceof Finding.Refused refused) {
            log.refused(refused.verdict(), jwt);
        }
        return finding;
    }

    private Finding judge(ParsedJwt jwt, String token, TokenDigest digest, Instant now, boolean mayAsk) {
        IssuerRules rules = jwt.claims().get("iss") instanceof String issuer ? issuers.get(issuer) : null;
        if (rules == null) {
            return new Finding.Refused(unknownIssuer);
        }
        trail.passed(Outcome.ISSUER);
        Verdict.Invalid otherKind = rules.types().refusal(jwt);
        if (otherKind != null) {
            return new Finding.Refused(otherKind);
        }
        trail.passed(Outcome.TYPE);
        JwsAlgorithm algorithm = JwsAlgorithm.of(jwt.algorithm()).orElse(null);
        if (algorithm == null || !rules.accepts(algorithm)) {
            return new Finding.Refused(rules.wrongAlgorithm());
        }
        trail.passed(Outcome.ALGORITHM);
        Verdict.Invalid refusal = rules.claims().checkTimes(jwt.claims(), now);
        if (refusal == null) {
            // What the issuer may add when it is asked need not be there yet.
            refusal = rules.jwtIntrospection().isEmpty()
                    ? rules.claims().checkParties(jwt.claims())
                    : rules.claims().checkNamedAudience(jwt.claims());
        }
        if (refusal != null) {
            return new Finding.Refused(refusal);
        }
        if (!mayAsk && rules.jwtIntrospection().isPresent()) {
            return new Finding.Refused(Refusals.NOT_ASKED_ABOUT);
        }
        trail.asks(jwt.claims().get("iss") + " for its keys");
        SignatureCheck.Result signature = mayAsk
                ? signatures.check(jwt, algorithm, rules.keys())
                : signatures.checkAtOnce(jwt, algorithm, rules.keys());
        if (!(signature instanceof SignatureCheck.Result.Verified verified)) {
            return new Finding.Refused(verdict(signature));
        }
        trail.passed(Outcome.KEY);
        trail.passed(Outcome.SIGNATURE);
        BooleanSupplier stands = rules.standing(verified.generation());
        if (rules.jwtIntrospection().isPresent()) {
            return rules.jwtIntrospection().get().judge(token, digest, jwt.claims(), now, stands);
        }
        return new Finding.Accepted(
                rules.user().describe(jwt.claims()),
                rules.claims().end(jwt.claims()).toEpochMilli(),
                stands);
    }

    private static Verdict verdict(SignatureCheck.Result result) {
        if (result instanceof SignatureCheck.Result.NoKeys none) {
            return new Verdict.Unavailable(
                    Outcome.KEYS_UNAVAILABLE,
                    none.cause().reason(),
                    none.cause().retryAfter());
        }
        return switch ((SignatureCheck.Result.Failure) result) {
            case UNKNOWN_KEY -> Refusals.UNKNOWN_KEY;
            case WRONG_KEY -> Refusals.WRONG_KEY;
            case WRONG_SIGNATURE -> Refusals.SIGNATURE;
            case BUSY -> BUSY;
        };
    }
}
