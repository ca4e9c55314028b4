package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.issuer.KeySet;
import io.mcpoauth2.agent.issuer.KeySource;
import io.mcpoauth2.agent.issuer.Keys;
import io.mcpoauth2.agent.issuer.VerificationKey;
import io.mcpoauth2.agent.jose.JwsAlgorithm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Whether a token was signed by a key of its issuer (rows A4, A5, A7, C1, G1, G2).
 *
 * <p>A key comes from the issuer's own set and from nowhere else. Half of the processors at most verify at a time: a flood
 * of forged ECDSA tokens, 0.6 ms each, must leave the server able to work.
 */
final class SignatureCheck {
    private static final int MAX_TRIED_KEYS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Verdict BUSY =
            new Verdict.Unavailable("Too many tokens are being verified", Duration.ofSeconds(1));

    private final Semaphore processors;

    SignatureCheck(int processors) {
        this.processors = new Semaphore(Math.max(1, processors / 2));
    }

    /** What came of it. */
    sealed interface Result {
        /**
         * @param generation of the key set that holds the key
         */
        record Verified(long generation) implements Result {}

        record Refused(Verdict verdict) implements Result {}
    }

    Result check(ParsedJwt token, JwsAlgorithm algorithm, KeySource source) {
        Keys keys = source.current();
        if (!(keys instanceof Keys.Ready ready)) {
            return unavailable(keys);
        }
        Result result = check(token, algorithm, ready.set());
        if (!mayBeSignedByNewKey(token, ready.set(), result)) {
            return result;
        }
        Keys renewed = source.renewed(ready.set());
        if (!(renewed instanceof Keys.Ready fresh)) {
            return unavailable(renewed);
        }
        return fresh.set().generation() == ready.set().generation() ? result : check(token, algorithm, fresh.set());
    }

    /** A token with a kid that is known needs no other keys; one without a kid may need them whenever none fits. */
    private static boolean mayBeSignedByNewKey(ParsedJwt token, KeySet keys, Result result) {
        if (result instanceof Result.Verified || result.equals(new Result.Refused(BUSY))) {
            return false;
        }
        return token.kid().isEmpty() || keys.find(token.kid().get()).isEmpty();
    }

    private Result check(ParsedJwt token, JwsAlgorithm algorithm, KeySet keys) {
        List<VerificationKey> candidates = new ArrayList<>();
        if (token.kid().isPresent()) {
            Optional<VerificationKey> named = keys.find(token.kid().get());
            if (named.isPresent() && !named.get().fits(algorithm)) {
                return new Result.Refused(Refusals.WRONG_KEY);
            }
            named.ifPresent(candidates::add);
        } else {
            for (VerificationKey key : keys.keys()) {
                if (key.fits(algorithm) && candidates.size() < MAX_TRIED_KEYS) {
                    candidates.add(key);
                }
            }
        }
        return candidates.isEmpty()
                ? new Result.Refused(Refusals.UNKNOWN_KEY)
                : verify(token, algorithm, candidates, keys.generation());
    }

    private Result verify(ParsedJwt token, JwsAlgorithm algorithm, List<VerificationKey> candidates, long generation) {
        try {
            if (!processors.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Result.Refused(BUSY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result.Refused(BUSY);
        }
        try {
            for (VerificationKey key : candidates) {
                if (SignatureVerifier.verify(algorithm, key, token.signingInput(), token.signature())) {
                    return new Result.Verified(generation);
                }
            }
            return new Result.Refused(Refusals.SIGNATURE);
        } finally {
            processors.release();
        }
    }

    private static Result unavailable(Keys keys) {
        Keys.Unavailable cause = (Keys.Unavailable) keys;
        return new Result.Refused(new Verdict.Unavailable(cause.reason(), cause.retryAfter()));
    }
}
