package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.wait.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a verdict still stands that its issuer has given: it is asked again whenever a new request would be.
 *
 * <p>Until the answer comes, which takes no longer than a request may wait, the request stays open.
 */
final class ReviewedVerdict implements Standing {
    /** Between questions where no answer may be used for any time ({@code introspection_cache_ttl=0}). */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final TokenValidator validator;
    private final DenyList denyList;
    private final String token;
    private final Predicate<Verdict.Valid> admits;
    private volatile Verdict.Valid verdict;
    private volatile @Nullable CompletableFuture<Verdict> asked;
    private volatile Instant reviewAt;

    /**
     * @param token is kept for as long as the request is open; never shown
     */
    ReviewedVerdict(
            TokenValidator validator,
            DenyList denyList,
            String token,
            Verdict.Valid verdict,
            Predicate<Verdict.Valid> admits) {
        this.validator = validator;
        this.denyList = denyList;
        this.token = token;
        this.verdict = verdict;
        this.reviewAt = Instant.ofEpochMilli(verdict.lifetime().reviewAt());
        this.admits = admits;
    }

    @Override
    public End at(Instant now) {
        End end = OpenVerdict.endOf(verdict, denyList, now);
        return end != End.NONE || now.isBefore(reviewAt) ? end : review(now);
    }

    private End review(Instant now) {
        CompletableFuture<Verdict> answer = asked;
        if (answer == null) {
            Verdict known = validator.now(token); // Another request may have asked.
            answer = known == null
                    ? validator.later(token, Caller.EVENT_LOOP)
                    : CompletableFuture.completedFuture(known);
            asked = answer;
        }
        if (!answer.isDone()) {
            return End.NONE;
        }
        asked = null;
        if (!answer.isCompletedExceptionally() && answer.join() instanceof Verdict.Valid again && admits.test(again)) {
            verdict = again;
            Instant next = Instant.ofEpochMilli(again.lifetime().reviewAt());
            reviewAt = next.isAfter(now) ? next : now.plus(PAUSE);
            return End.NONE;
        }
        // Issuers call a token inactive that has expired.
        return verdict.lifetime().until() == Long.MAX_VALUE || now.isBefore(verdict.expiresAt())
                ? End.REVOKED
                : End.EXPIRED;
    }
}
