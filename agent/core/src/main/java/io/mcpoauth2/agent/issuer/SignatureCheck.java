package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.jose.JwsAlgorithm;
import io.mcpoauth2.agent.jose.ParsedJwt;
import io.mcpoauth2.agent.jose.VerificationKey;
import io.mcpoauth2.agent.wait.Caller;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

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
         * @param grounds the key, as long as it is published
         */
        record Verified(Grounds grounds) implements Result {}

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
    public CompletableFuture<Result> check(ParsedJwt jwt, JwsAlgorithm algorithm, KeySource source, Caller caller) {
        return with(source.current(), caller, (keys, verifying) -> {
            CompletableFuture<Result> first = check(jwt, algorithm, source, keys, verifying);
            return first.thenCompose(result -> mayBeSignedByNewKey(jwt, result)
                    ? checkAgain(jwt, algorithm, source, keys, result)
                    : CompletableFuture.completedFuture(result));
        });
    }

    private CompletableFuture<Result> checkAgain(
            ParsedJwt jwt, JwsAlgorithm algorithm, KeySource source, KeySet seen, Result first) {
        return with(
                source.renewed(seen),
                Caller.EVENT_LOOP,
                (keys, verifying) -> keys.generation() == seen.generation()
                        ? CompletableFuture.completedFuture(first)
                        : check(jwt, algorithm, source, keys, verifying));
    }

    /** Checks with the keys at hand; others are fetched in the background if the JWT names none of them. */
    public CompletableFuture<Result> checkAtOnce(
            ParsedJwt jwt, JwsAlgorithm algorithm, KeySource source, Caller caller) {
        return with(
                source.atOnce(),
                caller,
                (keys, verifying) -> check(jwt, algorithm, source, keys, verifying)
                        .thenApply(result -> {
                            if (mayBeSignedByNewKey(jwt, result)) {
                                source.renew(keys);
                            }
                            return result;
                        }));
    }

    /** What is done when keys come late is done by whichever thread brings them, which must not compute. */
    private static CompletableFuture<Result> with(CompletableFuture<Keys> coming, Caller caller, Step step) {
        Caller then = coming.isDone() ? caller : Caller.EVENT_LOOP;
        return coming.thenCompose(keys -> keys instanceof Keys.Ready ready
                ? step.take(ready.set(), then)
                : CompletableFuture.completedFuture(new Result.NoKeys((Keys.Unavailable) keys)));
    }

    @FunctionalInterface
    private interface Step {
        CompletableFuture<Result> take(KeySet keys, Caller caller);
    }

    /** A JWT with a kid that is known needs no other keys; one without a kid may need them whenever none fits. */
    private static boolean mayBeSignedByNewKey(ParsedJwt jwt, Result result) {
        return result == Result.Failure.UNKNOWN_KEY
                || (jwt.kid().isEmpty() && result == Result.Failure.WRONG_SIGNATURE);
    }

    private CompletableFuture<Result> check(
            ParsedJwt jwt, JwsAlgorithm algorithm, KeySource source, KeySet keys, Caller caller) {
        List<VerificationKey> candidates;
        if (jwt.kid().isPresent()) {
            List<VerificationKey> named = keys.named(jwt.kid().get());
            candidates = fitting(named, algorithm);
            if (candidates.isEmpty() && !named.isEmpty()) {
                return CompletableFuture.completedFuture(Result.Failure.WRONG_KEY);
            }
            if (candidates.size() > 1) {
                // Trying both would accept what one of them was never meant for.
                return CompletableFuture.completedFuture(Result.Failure.UNKNOWN_KEY);
            }
        } else {
            candidates = fitting(keys.keys(), algorithm);
        }
        if (candidates.isEmpty()) {
            return CompletableFuture.completedFuture(Result.Failure.UNKNOWN_KEY);
        }
        return verifier.verify(algorithm, candidates, jwt.signingInput(), jwt.signature(), caller)
                .thenApply(result -> result instanceof BoundedVerifier.Result.Verified verified
                        ? new Result.Verified(source.groundsOf(verified.key()))
                        : failure((BoundedVerifier.Result.Failure) result));
    }

    private static Result failure(BoundedVerifier.Result.Failure failure) {
        return failure == BoundedVerifier.Result.Failure.WRONG ? Result.Failure.WRONG_SIGNATURE : Result.Failure.BUSY;
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
