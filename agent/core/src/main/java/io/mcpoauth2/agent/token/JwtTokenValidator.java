package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.issuer.KeyIds;
import io.mcpoauth2.agent.issuer.KeySource;
import io.mcpoauth2.agent.jose.JwsAlgorithm;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges JWT access tokens of the configured issuers (RFC 9068 §4, RFC 8725; rows A to E, G, H1).
 *
 * <p>The order matters: what is cheap comes first, the keys and the signature come last, so that forged tokens cost
 * little and an unknown issuer causes no fetch (row C3). Unforeseen exceptions are left to the gate, which answers 503.
 */
final class JwtTokenValidator implements TokenValidator {
    private final int maxTokenSize;
    private final Clock clock;
    private final AgentLog log;
    private final Map<String, KeySource> sources;
    private final Set<JwsAlgorithm> algorithms = EnumSet.noneOf(JwsAlgorithm.class);
    private final Refusals refusals;
    private final JwtParser parser;
    private final TokenTypes types;
    private final ClaimChecks claimChecks;
    private final SignatureCheck signatureCheck;
    private final UserClaims userClaims;
    private final VerdictCache cache;

    /**
     * @param sources by issuer
     * @param processors of the machine
     */
    JwtTokenValidator(Settings settings, Map<String, KeySource> sources, Clock clock, int processors, AgentLog log) {
        this.maxTokenSize = settings.maxTokenSize();
        this.clock = clock;
        this.log = log;
        this.sources = sources;
        settings.algorithms().forEach(name -> JwsAlgorithm.of(name).ifPresent(algorithms::add));
        this.refusals = new Refusals(settings);
        this.parser = new JwtParser(settings.maxTokenSize());
        this.types = new TokenTypes(settings);
        this.claimChecks = new ClaimChecks(settings, refusals);
        this.signatureCheck = new SignatureCheck(processors);
        this.userClaims = new UserClaims(settings.rolesClaims());
        this.cache = new VerdictCache(settings.tokenCacheSize(), settings.clockSkew());
    }

    @Override
    public Verdict validate(String token) {
        if (token.length() > maxTokenSize) {
            return refused(refusals.tooLarge, null);
        }
        TokenDigest digest = TokenDigest.of(token);
        Verdict.Valid known = cache.find(digest, clock.instant());
        if (known != null) {
            return known;
        }
        ParsedJwt parsed;
        try {
            parsed = parser.parse(token);
        } catch (MalformedTokenException e) {
            return refused(Refusals.malformed(e), null);
        }
        return validate(parsed, digest);
    }

    private Verdict validate(ParsedJwt token, TokenDigest digest) {
        if (!types.accepts(token)) {
            return refused(refusals.type, token);
        }
        JwsAlgorithm algorithm = JwsAlgorithm.of(token.algorithm()).orElse(null);
        if (algorithm == null || !algorithms.contains(algorithm)) {
            return refused(refusals.algorithm, token);
        }
        KeySource source = token.claims().get("iss") instanceof String issuer ? sources.get(issuer) : null;
        if (source == null) {
            return refused(refusals.issuer, token);
        }
        Instant now = clock.instant();
        Verdict.Invalid refusal = claimChecks.check(token.claims(), now);
        if (refusal != null) {
            return refused(refusal, token);
        }
        SignatureCheck.Result signature = signatureCheck.check(token, algorithm, source);
        if (signature instanceof SignatureCheck.Result.Refused notVerified) {
            return refused(notVerified.verdict(), token);
        }
        Verdict.Valid verdict = userClaims.describe(token.claims());
        cache.put(digest, verdict, source, ((SignatureCheck.Result.Verified) signature).generation());
        return verdict;
    }

    /** Says on debug level what a developer needs who wonders about a 401: what was expected, and what can be shown. */
    private Verdict refused(Verdict verdict, @Nullable ParsedJwt token) {
        if (log.isDebug()) {
            String failure = verdict instanceof Verdict.Invalid invalid
                    ? invalid.summary() + ": " + invalid.details()
                    : verdict.toString();
            log.debug("token refused: " + failure + (token == null ? "" : shown(token)));
        }
        return verdict;
    }

    private static String shown(ParsedJwt token) {
        String algorithm =
                JwsAlgorithm.of(token.algorithm()).map(JwsAlgorithm::name).orElse("unknown");
        String expiry =
                NumericDate.of(token.claims().get("exp")).map(Instant::toString).orElse("unreadable");
        return "; alg " + algorithm + token.kid().map(KeyIds::printable).orElse(" (no kid)") + ", exp " + expiry;
    }
}
