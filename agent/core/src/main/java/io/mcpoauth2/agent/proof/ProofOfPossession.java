package io.mcpoauth2.agent.proof;

import io.mcpoauth2.agent.config.SenderConstraints.Policy;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.RequestHead;
import io.mcpoauth2.agent.jose.Base64Url;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.token.AuthorizationHeader;
import io.mcpoauth2.agent.token.Confirmation;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.wait.Caller;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Checks the sender constraints of a valid token (RFC 9449 §7.2, RFC 8705 §3; rows H1 to H5). A bound token ({@code cnf}) is
 * accepted only with a valid proof, whatever the settings; an unbound one unless {@code dpop} or {@code mtls} is
 * {@code required}.
 */
public final class ProofOfPossession {
    private static final CompletableFuture<ProofResult> SHOWN =
            CompletableFuture.completedFuture(new ProofResult.Shown());

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

    /** What of a request its proof may be checked by, for when its token takes time to be judged. */
    public RequestHead headOf(HttpRequestView request, List<String> others) {
        List<String> headers = new ArrayList<>(others);
        if (dpop != Policy.OFF) {
            headers.add(DpopProofs.HEADER);
        }
        if (mtls != Policy.OFF) {
            headers.add(ClientCertificates.HEADER);
        }
        return RequestHead.of(request, headers, mtls != Policy.OFF);
    }

    /**
     * Checks one request; a proof that was taken once is not taken again.
     *
     * @param request is not looked at any more after the call
     */
    public CompletableFuture<ProofResult> check(
            HttpRequestView request, AuthorizationHeader.Token sent, Verdict.Valid verdict, Caller caller) {
        Optional<Confirmation> confirmation = verdict.confirmation();
        boolean byDpop = sent.scheme() == AuthorizationHeader.Scheme.DPOP;
        if (confirmation.isEmpty()) {
            return withoutBinding(byDpop);
        }
        if (confirmation.get() instanceof Confirmation.ProofKey key) {
            return mtls == Policy.REQUIRED
                    ? refused(ProofFaults.MTLS_REQUIRED)
                    : checkKey(request, sent, key, byDpop, caller);
        }
        if (dpop == Policy.REQUIRED) {
            return refused(ProofFaults.DPOP_REQUIRED);
        }
        return byDpop
                ? refused(ProofFaults.NOT_BOUND_TO_KEY)
                : checkCertificate(request, (Confirmation.Certificate) confirmation.get());
    }

    private CompletableFuture<ProofResult> withoutBinding(boolean byDpop) {
        if (byDpop) {
            return refused(ProofFaults.NOT_BOUND_TO_KEY);
        }
        if (dpop == Policy.REQUIRED) {
            return refused(ProofFaults.DPOP_REQUIRED);
        }
        return mtls == Policy.REQUIRED ? refused(ProofFaults.MTLS_REQUIRED) : SHOWN;
    }

    private CompletableFuture<ProofResult> checkKey(
            HttpRequestView request,
            AuthorizationHeader.Token sent,
            Confirmation.ProofKey key,
            boolean byDpop,
            Caller caller) {
        if (dpop == Policy.OFF) {
            return refused(ProofFaults.DPOP_IS_OFF);
        }
        return byDpop
                ? proofs.check(request, sent.value(), key.thumbprint(), caller)
                : refused(ProofFaults.BOUND_TO_KEY);
    }

    private CompletableFuture<ProofResult> checkCertificate(HttpRequestView request, Confirmation.Certificate bound) {
        if (mtls == Policy.OFF) {
            return refused(ProofFaults.MTLS_IS_OFF);
        }
        byte[] expected = Base64Url.decode(bound.thumbprint()).orElseThrow();
        boolean shown = certificates
                .thumbprint(request)
                .map(actual -> MessageDigest.isEqual(actual, expected))
                .orElse(false);
        return shown ? SHOWN : refused(ProofFaults.BOUND_TO_CERTIFICATE);
    }

    private static CompletableFuture<ProofResult> refused(Verdict.Invalid verdict) {
        return CompletableFuture.completedFuture(new ProofResult.Refused(verdict));
    }
}
