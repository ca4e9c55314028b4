package io.mcpoauth2.agent.jose;

import java.security.PublicKey;
import java.util.Optional;

/**
 * A public key of an issuer that may verify signatures.
 *
 * @param algorithm the only one the issuer uses it for, if it says so
 */
public record VerificationKey(Optional<String> kid, Optional<JwsAlgorithm> algorithm, KeyKind kind, PublicKey key) {
    /** Whether a token of that algorithm may be verified with this key (row A4). */
    public boolean fits(JwsAlgorithm wanted) {
        return kind == wanted.keyKind() && (algorithm.isEmpty() || algorithm.get() == wanted);
    }
}
