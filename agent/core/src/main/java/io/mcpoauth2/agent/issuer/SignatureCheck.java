package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.jose.JwsAlgorithm;
import io.mcpoauth2.agent.jose.ParsedJwt;
import io.mcpoauth2.agent.jose.VerificationKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        if (!mayBeSignedByNewKey(jwt, ready.set(), result)) {
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
        if (mayBeSignedByNewKey(jwt, ready.set(), result)) {
            source.renew(ready.set());
        }
        return result;
    }

    /** A JWT with a kid that is known needs no other keys; one without a kid may need them whenever none fits. */
    private static boolean mayBeSignedByNewKey(ParsedJwt jwt, KeySet keys, Result result) {
        if (result instanceof Result.Verified || result == Result.Failure.BUSY) {
            return false;
        }
        return jwt.kid().isEmpty() || keys.find(jwt.kid().get()).isEmpty();
    }

    private Result check(ParsedJwt jwt, JwsAlgorithm algorithm, KeySet keys) {
        List<VerificationKey> candidates = new ArrayList<>();
        if (jwt.kid().isPresent()) {
            Optional<VerificationKey> named = keys.find(jwt.kid().get());
            if (named.isPresent() && !named.get().fits(algorithm)) {
                return Result.Failure.WRONG_KEY;
            }
            named.ifPresent(candidates::add);
        } else {
            for (VerificationKey key : keys.keys()) {
                if (key.fits(algorithm) && candidates.size() < MAX_TRIED_KEYS) {
                    candidates.add(key);
                }
            }
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
}
