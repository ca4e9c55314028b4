package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.issuer.KeySource;
import io.mcpoauth2.agent.issuer.Keys;
import io.mcpoauth2.agent.jose.Base64Url;
import io.mcpoauth2.agent.jose.JwsAlgorithm;
import io.mcpoauth2.agent.jose.JwtParser;
import io.mcpoauth2.agent.jose.MalformedTokenException;
import io.mcpoauth2.agent.jose.ParsedJwt;
import io.mcpoauth2.agent.jose.SignatureVerifier;
import io.mcpoauth2.agent.jose.TokenDigest;
import io.mcpoauth2.agent.jose.VerificationKey;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;

/**
 * Walks the way of a token once, so that the first real one finds every class loaded: TLS and HTTP by fetching the keys,
 * JSON, digest, cache and cryptography by judging a token that nobody signed.
 *
 * <p>Works on parts of its own and on the public keys; must never ask the key source for an unknown key, which would use
 * up the cool-down.
 */
final class WarmUp {
    private static final int MAX_PREFETCHED = 16;

    private final Settings settings;
    private final Clock clock;
    private final AgentLog log;

    WarmUp(Settings settings, Clock clock, AgentLog log) {
        this.settings = settings;
        this.clock = clock;
        this.log = log;
    }

    void run(Collection<KeySource> sources) {
        try {
            // Of many tenants, most are not asked for soon.
            sources.stream().limit(MAX_PREFETCHED).forEach(KeySource::prefetch);
            ParsedJwt token = new JwtParser(settings.maxTokenSize()).parse(unsignedToken());
            IssuerSettings first = settings.issuers().get(0);
            judge(token, first);
            for (KeySource source : sources.stream().limit(MAX_PREFETCHED).toList()) {
                if (source.current().join() instanceof Keys.Ready ready) {
                    ready.set().keys().stream().limit(2).forEach(key -> verify(token, key));
                }
            }
        } catch (MalformedTokenException | RuntimeException e) {
            log.error("warming up failed; the first requests will be slower", e);
        }
    }

    private void judge(ParsedJwt token, IssuerSettings issuer) {
        Instant now = clock.instant();
        var unused = new TokenTypes(issuer).refusal(token);
        new ClaimChecks(settings, issuer, CheckTrail.NONE).check(token.claims(), now);
        Verdict.Valid described = new UserClaims(issuer.rolesClaims(), new Interner())
                .describe(token.claims(), Lifetime.until(now.toEpochMilli()));
        TokenDigest digest = TokenDigest.of(unsignedToken());
        VerdictCache cache = new VerdictCache(1);
        cache.put(digest, described);
        cache.find(digest, now.toEpochMilli());
    }

    private static void verify(ParsedJwt token, VerificationKey key) {
        for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
            if (key.fits(algorithm)) {
                byte[] signature = new byte[signatureLength(key)];
                // Zeros would be refused before any arithmetic.
                Arrays.fill(signature, (byte) 1);
                SignatureVerifier.verify(algorithm, key, token.signingInput(), signature);
                return;
            }
        }
    }

    private static int signatureLength(VerificationKey key) {
        return switch (key.kind()) {
            case RSA -> (((RSAPublicKey) key.key()).getModulus().bitLength() + 7) / 8;
            case P256, ED25519 -> 64;
            case P384 -> 96;
            case P521 -> 132;
        };
    }

    private String unsignedToken() {
        long now = clock.instant().getEpochSecond();
        String claims =
                "{\"iss\":\"\",\"sub\":\"\",\"aud\":\"\",\"scope\":\"a b\",\"iat\":" + now + ",\"exp\":" + now + "}";
        return encode("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + encode(claims) + "." + encode("none");
    }

    private static String encode(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }
}
