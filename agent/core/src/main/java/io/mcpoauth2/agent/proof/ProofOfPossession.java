package io.mcpoauth2.agent.proof;

import io.mcpoauth2.agent.config.SenderConstraints.Policy;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.http.HttpRequestView;
import io.mcpoauth2.agent.jose.Base64Url;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.token.AuthorizationHeader;
import io.mcpoauth2.agent.token.Confirmation;
import io.mcpoauth2.agent.token.Verdict;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Whether a request may use its valid token: a token that is bound only with its proof, whatever is configured, and one
 * that is not only where none is required (RFC 9449 §7.2, RFC 8705 §3; rows H1 to H5).
 */
public final class ProofOfPossession {
    private static final ProofResult SHOWN = new ProofResult.Shown();

    private final Policy dpop;
    private final Policy mtls;
    private final DpopProofs proofs;
    private final ClientCertificates certificates;

    /**
     * @param nanos ticks like {@link System#nanoTime()}
     * @param random unpredictable
     */
    public ProofOfPossession(
            Settings settings, BoundedVerifier verifier, Clock clock, LongSupplier nanos, RandomGenerator random) {
        this.dpop = settings.senderConstraints().dpop();
        this.mtls = settings.senderConstraints().mtls();
        this.proofs = new DpopProofs(settings, verifier, clock, nanos, random);
        this.certificates = new ClientCertificates(settings.senderConstraints().trustedProxies());
    }

    /** Checks one request; a proof that was taken once is not taken again. */
    public ProofResult check(HttpRequestView request, AuthorizationHeader.Token sent, Verdict.Valid verdict) {
        Optional<Confirmation> confirmation = verdict.confirmation();
        boolean byDpop = sent.scheme() == AuthorizationHeader.Scheme.DPOP;
        if (confirmation.isEmpty()) {
            return withoutBinding(byDpop);
        }
        if (confirmation.get() instanceof Confirmation.ProofKey key) {
            return mtls == Policy.REQUIRED ? refused(Refusals.MTLS_REQUIRED) : checkKey(request, sent, key, byDpop);
        }
        if (dpop == Policy.REQUIRED) {
            return refused(Refusals.DPOP_REQUIRED);
        }
        return byDpop
                ? refused(Refusals.NOT_BOUND_TO_KEY)
                : checkCertificate(request, (Confirmation.Certificate) confirmation.get());
    }

    private ProofResult withoutBinding(boolean byDpop) {
        if (byDpop) {
            return refused(Refusals.NOT_BOUND_TO_KEY);
        }
        if (dpop == Policy.REQUIRED) {
            return refused(Refusals.DPOP_REQUIRED);
        }
        return mtls == Policy.REQUIRED ? refused(Refusals.MTLS_REQUIRED) : SHOWN;
    }

    private ProofResult checkKey(
            HttpRequestView request, AuthorizationHeader.Token sent, Confirmation.ProofKey key, boolean byDpop) {
        if (dpop == Policy.OFF) {
            return refused(Refusals.DPOP_IS_OFF);
        }
        return byDpop ? proofs.check(request, sent.value(), key.thumbprint()) : refused(Refusals.BOUND_TO_KEY);
    }

    private ProofResult checkCertificate(HttpRequestView request, Confirmation.Certificate bound) {
        if (mtls == Policy.OFF) {
            return refused(Refusals.MTLS_IS_OFF);
        }
        byte[] expected = Base64Url.decode(bound.thumbprint()).orElseThrow();
        boolean shown = certificates
                .thumbprint(request)
                .map(actual -> MessageDigest.isEqual(actual, expected))
                .orElse(false);
        return shown ? SHOWN : refused(Refusals.BOUND_TO_CERTIFICATE);
    }

    private static ProofResult refused(Verdict.Invalid verdict) {
        return new ProofResult.Refused(verdict);
    }
}
