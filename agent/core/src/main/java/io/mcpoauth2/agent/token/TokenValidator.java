package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.wait.Caller;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges access tokens. Thread-safe, and never waits: what is not known comes later.
 *
 * <p>What always knows at once need override nothing.
 */
@FunctionalInterface
public interface TokenValidator {
    /**
     * What is known of a token already.
     *
     * @param token the text behind {@code Bearer}, any characters; never logged
     * @return null if it has to be found out, by {@link #later}
     */
    @Nullable
    Verdict now(String token);

    /** Finds out about a token; completes exceptionally only by a failure of the agent's own. */
    default CompletableFuture<Verdict> later(String token, Caller caller) {
        return CompletableFuture.completedFuture(Objects.requireNonNull(now(token)));
    }

    /**
     * Judges a token that nobody asked for, as it comes to an open path: sends it to no issuer, and comes late only while the
     * issuer's first keys are being fetched, and only if the token says that it is for this server.
     *
     * @return valid if that is known; what is not valid then may still be elsewhere
     */
    default CompletableFuture<Verdict> laterUnasked(String token, Caller caller) {
        return later(token, caller);
    }

    /**
     * Whether an admitted token still stands, for as long as its request is open.
     *
     * @param verdict of this validator on the token
     * @param admits whether a later verdict on the same token, after its issuer was asked again, would admit the request
     */
    default Standing standing(String token, Verdict.Valid verdict, Predicate<Verdict.Valid> admits) {
        return now -> now.toEpochMilli() < verdict.lifetime().until() ? Standing.End.NONE : Standing.End.EXPIRED;
    }
}
