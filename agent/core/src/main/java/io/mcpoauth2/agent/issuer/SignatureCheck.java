package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.jose.JwsAlgorithm;
import io.mcpoauth2.agent.jose.ParsedJwt;
import io.mcpoauth2.agent.jose.VerificationKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a JWT was signed by a key of its issuer (rows A4, A5, A7, C1, G1, G2).
 *
 * <p>A key comes from the issuer's own set and from nowhere else.
 */
public final class SignatureCheck {
    private static final int MAX_TRIED_KEYS = 8;

    private final BoundedVerifier verifier;

    public SignatureCheck(BoundedVerifier verifier) {
        this.verifier = verifier;
    }

    /** What came of it. */
    public sealed interface Result {
        /**
         * @param generation of the key set that holds the key
         */
        record Verified(long generation) implements Result {}

        /** It cannot be told, as there are no keys. */
        record NoKeys(Keys.Unavailable cause) implements Result {}

        /** Why it is not known to be signed by the issuer. */
        enum Failure implements Result {
            /** The issuer publishes no key for the kid and algorithm. */
            UNKNOWN_KEY,
            /** The key of that kid is for another algorithm. */
            WRONG_KEY,
            WRONG_SIGNATURE,
            /** Too much is being verified. */
            BUSY
        }
    }

    /** Checks with the keys at hand, and once more with new ones if the JWT names none of them. */
    public Result check(ParsedJwt jwt, JwsAlgorithm algorithm, KeySource source) {
        Keys keys = source.current();
        if (!(keys instanceof Keys.Ready ready)) {
            return new Result.NoKeys((Keys.Unavailable) keys);
        }
        Result result = check(jwt, algorithm, ready.set());
        if (!mayBeSignedByNewKey(jwt, result)) {
            return result;
        }
        Keys renewed = source.renewed(ready.set());
        if (!(renewed instanceof Keys.Ready fresh)) {
            return new Result.NoKeys((Keys.Unavailable) renewed);
        }
        return fresh.set().generation() == ready.set().generation() ? result : check(jwt, algorithm, fresh.set());
    }

    /** Checks with the keys at hand; others are fetched in the background if the JWT names none of them. */
    public Result checkAtOnce(ParsedJwt jwt, JwsAlgorithm algorithm, KeySource source) {
        Keys keys = source.atOnce();
        if (!(keys instanceof Keys.Ready ready)) {
            return new Result.NoKeys((Keys.Unavailable) keys);
        }
        Result result = check(jwt, algorithm, ready.set());
        if (mayBeSignedByNewKey(jwt, result)) {
            source.renew(ready.set());
        }
        return result;
    }

    /** A JWT with a kid that is known needs no other keys; one without a kid may need them whenever none fits. */
    private static boolean mayBeSignedByNewKey(ParsedJwt jwt, Result result) {
        return result == Result.Failure.UNKNOWN_KEY
                || (jwt.kid().isEmpty() && result == Result.Failure.WRONG_SIGNATURE);
    }

    private Result check(ParsedJwt jwt, JwsAlgorithm algorithm, KeySet keys) {
        List<VerificationKey> candidates;
        if (jwt.kid().isPresent()) {
            List<VerificationKey> named = keys.named(jwt.kid().get());
            candidates = fitting(named, algorithm);
            if (candidates.isEmpty() && !named.isEmpty()) {
                return Result.Failure.WRONG_KEY;
            }
            if (candidates.size() > 1) {
                return Result.Failure.UNKNOWN_KEY; // Trying both would accept what one of them was never meant for.
            }
        } else {
            candidates = fitting(keys.keys(), algorithm);
        }
        if (candidates.isEmpty()) {
            return Result.Failure.UNKNOWN_KEY;
        }
        return switch (verifier.verify(algorithm, candidates, jwt.signingInput(), jwt.signature())) {
            case VERIFIED -> new Result.Verified(keys.generation());
            case WRONG -> Result.Failure.WRONG_SIGNATURE;
            case BUSY -> Result.Failure.BUSY;
        };
    }

    /** The first of the keys that may have signed so, each once however many entries it has. */
    private static List<VerificationKey> fitting(List<VerificationKey> keys, JwsAlgorithm algorithm) {
        List<VerificationKey> fitting = new ArrayList<>();
        Set<PublicKey> seen = new HashSet<>();
        for (VerificationKey key : keys) {
            if (key.fits(algorithm) && fitting.size() < MAX_TRIED_KEYS && seen.add(key.key())) {
                fitting.add(key);
            }
        }
        return fitting;
    }
}
