package io.mcpoauth2.agent.proof;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.jose.Base64Url;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.jose.JwkParser;
import io.mcpoauth2.agent.jose.JwkThumbprint;
import io.mcpoauth2.agent.jose.JwsAlgorithm;
import io.mcpoauth2.agent.jose.JwtParser;
import io.mcpoauth2.agent.jose.MalformedTokenException;
import io.mcpoauth2.agent.jose.ParsedJwt;
import io.mcpoauth2.agent.jose.Sha256;
import io.mcpoauth2.agent.jose.UnusableKeyException;
import io.mcpoauth2.agent.jose.VerificationKey;
import io.mcpoauth2.agent.text.Text;
import io.mcpoauth2.agent.token.Verdict.Invalid;
import io.mcpoauth2.agent.wait.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Checks DPoP proofs: all of RFC 9449 §4.3, in an order that puts the signature last (row H2).
 *
 * <p>Only asked about tokens that are valid, so that a stranger costs no signature.
 */
final class DpopProofs {
    /** RFC 9449 §11.1 and the MCP extension: five minutes to either side. */
    private static final Duration WINDOW = Duration.ofMinutes(5);

    static final String HEADER = "DPoP";
    private static final String TYPE = "dpop+jwt";
    private static final int MAX_PROOF = 8192;
    private static final int MAX_IDENTIFIER = 256;

    private final boolean nonceWanted;
    private final BiPredicate<String, String> target;
    private final BoundedVerifier verifier;
    private final ReplayStore used;
    private final Nonces nonces;
    private final Clock clock;
    private final JwtParser parser = new JwtParser(MAX_PROOF);

    /**
     * @param random unpredictable
     */
    DpopProofs(Settings settings, BoundedVerifier verifier, Clock clock, LongSupplier nanos, RandomGenerator random) {
        this.nonceWanted = settings.senderConstraints().dpopNonce();
        this.target = RequestTarget.of(settings);
        this.verifier = verifier;
        this.used = new ReplayStore(settings.senderConstraints().dpopReplaySize(), nanos);
        this.nonces = new Nonces(clock, WINDOW, random);
        this.clock = clock;
    }

    /**
     * @param thumbprint of the key that the token is bound to
     */
    CompletableFuture<ProofResult> check(HttpRequestView request, String token, String thumbprint, Caller caller) {
        List<String> headers = request.headers(HEADER);
        if (headers.size() != 1 || headers.get(0).isBlank() || headers.get(0).length() > MAX_PROOF) {
            return refused(ProofFaults.NO_PROOF);
        }
        ParsedJwt proof;
        try {
            proof = parser.parse(headers.get(0).strip());
        } catch (MalformedTokenException e) {
            return refused(ProofFaults.MALFORMED);
        }
        Invalid refusal = checkClaims(proof, request, token);
        if (refusal != null) {
            return refused(refusal);
        }
        if (nonceWanted && !nonces.isFresh(proof.claims().get("nonce"))) {
            return CompletableFuture.completedFuture(new ProofResult.NonceWanted(ProofFaults.NONCE, nonces.next()));
        }
        return checkKey(proof, thumbprint, caller);
    }

    private @Nullable Invalid checkClaims(ParsedJwt proof, HttpRequestView request, String token) {
        if (!proof.type().map(Text::mediaType).equals(Optional.of(TYPE))) {
            return ProofFaults.TYPE;
        }
        Map<String, @Nullable Object> claims = proof.claims();
        if (!(claims.get("jti") instanceof String id) || id.isEmpty() || id.length() > MAX_IDENTIFIER) {
            return ProofFaults.IDENTIFIER;
        }
        if (!request.method().equals(claims.get("htm"))) {
            return ProofFaults.METHOD;
        }
        if (!(claims.get("htu") instanceof String uri) || !target.test(uri, request.rawPath())) {
            return ProofFaults.TARGET;
        }
        long now = clock.instant().getEpochSecond();
        // No difference is taken: it could overflow.
        if (!(claims.get("iat") instanceof Long issued)
                || issued < now - WINDOW.toSeconds()
                || issued > now + WINDOW.toSeconds()) {
            return ProofFaults.TIME;
        }
        byte[] hash = Sha256.of(token.getBytes(StandardCharsets.US_ASCII));
        return claims.get("ath") instanceof String named && isSame(named, hash) ? null : ProofFaults.TOKEN;
    }

    private CompletableFuture<ProofResult> checkKey(ParsedJwt proof, String thumbprint, Caller caller) {
        if (!(proof.header().get("jwk") instanceof Map<?, ?> jwk)) {
            return refused(ProofFaults.KEY);
        }
        Optional<byte[]> own = JwkThumbprint.of(jwk);
        if (own.isEmpty()) {
            return refused(ProofFaults.KEY);
        }
        VerificationKey key;
        try {
            key = JwkParser.parse(jwk);
        } catch (UnusableKeyException e) {
            return refused(ProofFaults.KEY);
        }
        Optional<JwsAlgorithm> algorithm = JwsAlgorithm.of(proof.algorithm()).filter(key::fits);
        if (algorithm.isEmpty()) {
            return refused(ProofFaults.ALGORITHM);
        }
        // Last, as a proof that is wrong in itself is an invalid proof, whoever's key it is of.
        if (!isSame(thumbprint, own.get())) {
            return refused(ProofFaults.OTHER_KEY);
        }
        return verifier.verify(algorithm.get(), List.of(key), proof.signingInput(), proof.signature(), caller)
                .thenApply(result -> {
                    if (result instanceof BoundedVerifier.Result.Verified) {
                        return checkReplay(thumbprint, proof.claims());
                    }
                    return result == BoundedVerifier.Result.Failure.WRONG
                            ? new ProofResult.Refused(ProofFaults.SIGNATURE)
                            : new ProofResult.Unavailable(ProofFaults.BUSY);
                });
    }

    private static CompletableFuture<ProofResult> refused(Invalid refusal) {
        return CompletableFuture.completedFuture(new ProofResult.Refused(refusal));
    }

    /** Only these checked claims: a proof could be used again until its time is over, and those from the future for longer. */
    private ProofResult checkReplay(String thumbprint, Map<String, @Nullable Object> claims) {
        String id = (String) Objects.requireNonNull(claims.get("jti"));
        long issued = (Long) Objects.requireNonNull(claims.get("iat"));
        Duration memory = Duration.between(clock.instant(), Instant.ofEpochSecond(issued))
                .plus(WINDOW)
                .plusSeconds(1);
        return switch (used.use(thumbprint, id, memory)) {
            case FIRST -> new ProofResult.Shown();
            case REPLAY -> new ProofResult.Refused(ProofFaults.REPLAY);
            case FULL -> new ProofResult.Unavailable(ProofFaults.FULL);
        };
    }

    private static boolean isSame(String base64Url, byte[] expected) {
        return Base64Url.decode(base64Url)
                .map(bytes -> MessageDigest.isEqual(bytes, expected))
                .orElse(false);
    }
}
