package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.issuer.Grounds;
import io.mcpoauth2.agent.jose.TokenDigest;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.wait.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Judges a token once as long as the verdict stands, by the way that its form asks for. */
final class CachingTokenValidator implements TokenValidator {
    private final CheckTrail trail;
    private final int maxTokenSize;
    private final Clock clock;
    private final VerdictCache cache;
    private final JwtTokenValidator jwts;
    private final Optional<IntrospectedTokens> opaqueTokens;
    private final DenyList denyList;
    private final Measurements measurements;
    private final RefusalLog log;
    private final Verdict tooLarge;

    /**
     * @param opaqueTokens of the one issuer that has such, if any has
     */
    CachingTokenValidator(
            Settings settings,
            JwtTokenValidator jwts,
            Optional<IntrospectedTokens> opaqueTokens,
            DenyList denyList,
            Clock clock,
            RefusalLog log,
            Measurements measurements,
            CheckTrail trail) {
        this.trail = trail;
        this.maxTokenSize = settings.maxTokenSize();
        this.clock = clock;
        this.cache = new VerdictCache(settings.tokenCacheSize());
        this.jwts = jwts;
        this.opaqueTokens = opaqueTokens;
        this.denyList = denyList;
        this.measurements = measurements;
        this.log = log;
        this.tooLarge = TokenFaults.tooLarge(settings);
    }

    @Override
    public @Nullable Verdict now(String token) {
        if (token.length() > maxTokenSize) {
            return null;
        }
        Verdict.Valid known = cache.find(TokenDigest.of(token), clock.millis());
        if (known == null) {
            return null;
        }
        trail.passed(Reason.SIZE);
        measurements.lookedUp(true);
        return unlessDenied(known);
    }

    @Override
    public CompletableFuture<Verdict> later(String token, Caller caller) {
        return judge(token, true, caller);
    }

    @Override
    public CompletableFuture<Verdict> laterUnasked(String token, Caller caller) {
        return judge(token, false, caller);
    }

    @Override
    public Standing standing(String token, Verdict.Valid verdict, Predicate<Verdict.Valid> admits) {
        return verdict.lifetime().reviewAt() < verdict.lifetime().until()
                ? new ReviewedVerdict(this, denyList, token, verdict, admits)
                : new OpenVerdict(verdict, denyList);
    }

    private CompletableFuture<Verdict> judge(String token, boolean mayAsk, Caller caller) {
        if (token.length() > maxTokenSize) {
            return CompletableFuture.completedFuture(refused(tooLarge));
        }
        trail.passed(Reason.SIZE);
        measurements.lookedUp(false);
        TokenDigest digest = TokenDigest.of(token);
        return judge(token, digest, clock.instant(), mayAsk, caller).thenApply(verdict -> {
            if (!(verdict instanceof Verdict.Valid valid)) {
                return verdict;
            }
            cache.put(digest, valid);
            return unlessDenied(valid);
        });
    }

    private CompletableFuture<Verdict> judge(
            String token, TokenDigest digest, Instant now, boolean mayAsk, Caller caller) {
        if (opaqueTokens.isEmpty() || isSignedJwt(token)) {
            return jwts.judge(token, digest, now, mayAsk, caller);
        }
        if (!mayAsk) {
            return CompletableFuture.completedFuture(TokenFaults.NOT_ASKED_ABOUT);
        }
        return opaqueTokens
                .get()
                .judge(token, digest, Map.of(), now, Grounds.FIRM)
                .thenApply(verdict -> {
                    if (!(verdict instanceof Verdict.Valid)) {
                        log.refused(verdict, null);
                    }
                    return verdict;
                });
    }

    /** A token of three parts is always treated as a JWT; a malformed one is refused, never sent to introspection. */
    private static boolean isSignedJwt(String token) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        return first >= 0 && second >= 0 && token.indexOf('.', second + 1) < 0;
    }

    private Verdict unlessDenied(Verdict.Valid verdict) {
        if (denyList.denies(verdict)) {
            return refused(TokenFaults.DENIED);
        }
        trail.passed(Reason.DENIED);
        return verdict;
    }

    private Verdict refused(Verdict verdict) {
        log.refused(verdict, null);
        return verdict;
    }
}
