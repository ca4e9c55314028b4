package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.jose.TokenDigest;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.telemetry.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

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
        this.tooLarge = Refusals.tooLarge(settings);
    }

    @Override
    public Verdict validate(String token) {
        return validate(token, true);
    }

    @Override
    public Verdict validateUnasked(String token) {
        return validate(token, false);
    }

    private Verdict validate(String token, boolean mayAsk) {
        if (token.length() > maxTokenSize) {
            return refused(tooLarge);
        }
        trail.passed(Outcome.SIZE);
        TokenDigest digest = TokenDigest.of(token);
        Instant now = clock.instant();
        Verdict.Valid known = cache.find(digest, now);
        measurements.lookedUp(known != null);
        if (known != null) {
            return unlessDenied(known);
        }
        Finding finding = judge(token, digest, now, mayAsk);
        if (finding instanceof Finding.Accepted accepted) {
            cache.put(digest, accepted);
            return unlessDenied(accepted.verdict());
        }
        return ((Finding.Refused) finding).verdict();
    }

    private Finding judge(String token, TokenDigest digest, Instant now, boolean mayAsk) {
        if (opaqueTokens.isEmpty() || isSignedJwt(token)) {
            return jwts.judge(token, digest, now, mayAsk);
        }
        if (!mayAsk) {
            return new Finding.Refused(Refusals.NOT_ASKED_ABOUT);
        }
        Finding finding = opaqueTokens.get().judge(token, digest, Map.of(), now, () -> true);
        if (finding instanceof Finding.Refused refused) {
            log.refused(refused.verdict(), null);
        }
        return finding;
    }

    /** Three parts: what is no good JWT then is no opaque token either, and asked about by nobody. */
    private static boolean isSignedJwt(String token) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        return first >= 0 && second >= 0 && token.indexOf('.', second + 1) < 0;
    }

    private Verdict unlessDenied(Verdict.Valid verdict) {
        if (denyList.denies(verdict)) {
            return refused(Refusals.DENIED);
        }
        trail.passed(Outcome.DENIED);
        return verdict;
    }

    private Verdict refused(Verdict verdict) {
        log.refused(verdict, null);
        return verdict;
    }
}
