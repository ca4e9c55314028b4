package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.issuer.SignatureCheck;
import io.mcpoauth2.agent.jose.JwsAlgorithm;
import io.mcpoauth2.agent.jose.JwtParser;
import io.mcpoauth2.agent.jose.MalformedTokenException;
import io.mcpoauth2.agent.jose.ParsedJwt;
import io.mcpoauth2.agent.jose.TokenDigest;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.wait.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Judges JWT access tokens of the configured issuers (RFC 9068 §4, RFC 8725; rows A to E, G).
 *
 * <p>The order matters: what is cheap comes first, the keys and the signature come last, so that forged tokens cost
 * little and an unknown issuer causes no fetch (row C3). Unforeseen exceptions are left to the gate, which answers 503.
 */
final class JwtTokenValidator {
    private static final Verdict BUSY =
            new Verdict.Unavailable(Reason.BUSY, "Too many tokens are being verified", Duration.ofSeconds(1));

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
        this.unknownIssuer = TokenFaults.issuer(settings);
        this.parser = new JwtParser(settings.maxTokenSize());
    }

    /**
     * @param mayAsk whether the issuer may be asked about the token, and keys be waited for whatever has become of them
     */
    CompletableFuture<Verdict> judge(String token, TokenDigest digest, Instant now, boolean mayAsk, Caller caller) {
        ParsedJwt jwt;
        try {
            jwt = parser.parse(token);
        } catch (MalformedTokenException e) {
            Verdict malformed = TokenFaults.malformed(e);
            log.refused(malformed, null);
            return CompletableFuture.completedFuture(malformed);
        }
        trail.passed(Reason.STRUCTURE);
        IssuerRules rules = jwt.claims().get("iss") instanceof String issuer ? issuers.get(issuer) : null;
        CompletableFuture<Verdict> verdict = rules == null
                ? CompletableFuture.completedFuture(unknownIssuer)
                : judge(rules, jwt, token, digest, now, mayAsk, caller);
        return verdict.thenApply(judged -> {
            if (!(judged instanceof Verdict.Valid)) {
                log.refused(judged, jwt);
            }
            return judged;
        });
    }

    private CompletableFuture<Verdict> judge(
            IssuerRules rules,
            ParsedJwt jwt,
            String token,
            TokenDigest digest,
            Instant now,
            boolean mayAsk,
            Caller caller) {
        Verdict refusal = refusal(rules, jwt, now, mayAsk);
        if (refusal != null) {
            return CompletableFuture.completedFuture(refusal);
        }
        return verify(rules, jwt, mayAsk, caller)
                .thenCompose(signed -> signed instanceof Verdict.Valid valid
                        ? confirm(rules, valid, jwt, token, digest, now)
                        : CompletableFuture.completedFuture(signed));
    }

    /** What is wrong before any key is looked at; null if nothing is. */
    private @Nullable Verdict refusal(IssuerRules rules, ParsedJwt jwt, Instant now, boolean mayAsk) {
        trail.passed(Reason.ISSUER);
        Verdict.Invalid otherKind = rules.types().refusal(jwt);
        if (otherKind != null) {
            return otherKind;
        }
        trail.passed(Reason.TYPE);
        JwsAlgorithm algorithm = JwsAlgorithm.of(jwt.algorithm()).orElse(null);
        if (algorithm == null || !rules.accepts(algorithm)) {
            return rules.wrongAlgorithm();
        }
        trail.passed(Reason.ALGORITHM);
        Verdict.Invalid refusal = rules.claims().checkTimes(jwt.claims(), now);
        if (refusal == null) {
            // What the issuer may add when it is asked need not be there yet.
            refusal = rules.jwtIntrospection().isEmpty()
                    ? rules.claims().checkParties(jwt.claims())
                    : rules.claims().checkNamedAudience(jwt.claims());
        }
        if (refusal != null) {
            return refusal;
        }
        return !mayAsk && rules.jwtIntrospection().isPresent() ? TokenFaults.NOT_ASKED_ABOUT : null;
    }

    private CompletableFuture<Verdict> verify(IssuerRules rules, ParsedJwt jwt, boolean mayAsk, Caller caller) {
        JwsAlgorithm algorithm = JwsAlgorithm.of(jwt.algorithm()).orElseThrow();
        trail.asks(jwt.claims().get("iss") + " for its keys");
        CompletableFuture<SignatureCheck.Result> signature = mayAsk
                ? signatures.check(jwt, algorithm, rules.keys(), caller)
                : signatures.checkAtOnce(jwt, algorithm, rules.keys(), caller);
        return signature.thenApply(result -> {
            if (!(result instanceof SignatureCheck.Result.Verified verified)) {
                return verdict(result);
            }
            trail.passed(Reason.KEY);
            trail.passed(Reason.SIGNATURE);
            long end = rules.claims().end(jwt.claims()).toEpochMilli();
            return rules.user().describe(jwt.claims(), new Lifetime(end, end, verified.grounds()));
        });
    }

    /** Has the issuer confirm what it has signed, where it is asked about its JWTs. */
    private CompletableFuture<Verdict> confirm(
            IssuerRules rules, Verdict.Valid signed, ParsedJwt jwt, String token, TokenDigest digest, Instant now) {
        return rules.jwtIntrospection()
                .map(issuer -> issuer.judge(
                        token, digest, jwt.claims(), now, signed.lifetime().grounds()))
                .orElseGet(() -> CompletableFuture.completedFuture(signed));
    }

    private static Verdict verdict(SignatureCheck.Result result) {
        if (result instanceof SignatureCheck.Result.NoKeys none) {
            return new Verdict.Unavailable(
                    Reason.KEYS_UNAVAILABLE, none.cause().reason(), none.cause().retryAfter());
        }
        return switch ((SignatureCheck.Result.Failure) result) {
            case UNKNOWN_KEY -> TokenFaults.UNKNOWN_KEY;
            case WRONG_KEY -> TokenFaults.WRONG_KEY;
            case WRONG_SIGNATURE -> TokenFaults.SIGNATURE;
            case BUSY -> BUSY;
        };
    }
}
