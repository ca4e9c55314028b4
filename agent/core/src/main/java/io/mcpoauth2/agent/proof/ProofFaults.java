package io.mcpoauth2.agent.proof;

import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.token.Verdict.Invalid;
import io.mcpoauth2.agent.token.Verdict.Unavailable;
import java.time.Duration;

/** Why a proof of possession was not taken; nothing of the request. */
final class ProofFaults {
    static final Invalid BOUND_TO_KEY = binding("The token is bound to a DPoP key (cnf.jkt): it has to be sent by the"
            + " scheme DPoP with a proof of that key");
    static final Invalid BOUND_TO_CERTIFICATE =
            binding("The token is bound to a client certificate (cnf.x5t#S256), which this connection has not shown");
    static final Invalid DPOP_IS_OFF =
            binding("The token is bound to a DPoP key (cnf.jkt), and this server does not check DPoP proofs");
    static final Invalid MTLS_IS_OFF = binding(
            "The token is bound to a client certificate (cnf.x5t#S256), and this server does not check certificates");
    static final Invalid NOT_BOUND_TO_KEY =
            binding("A token that is sent by the scheme DPoP has to be bound to a key (cnf.jkt)");
    static final Invalid DPOP_REQUIRED =
            binding("This server takes only tokens that are bound to a DPoP key (cnf.jkt)");
    static final Invalid MTLS_REQUIRED =
            binding("This server takes only tokens that are bound to a client certificate (cnf.x5t#S256)");
    static final Invalid OTHER_KEY = binding("The DPoP proof is of another key than the token is bound to (cnf.jkt)");

    static final Invalid NO_PROOF = proof("The request needs exactly one header DPoP with a proof");
    static final Invalid MALFORMED = proof("The DPoP proof is not a JWT that can be read");
    static final Invalid TYPE = proof("The DPoP proof's typ has to be dpop+jwt");
    static final Invalid ALGORITHM = proof("The DPoP proof's algorithm has to be asymmetric and fit its key");
    static final Invalid KEY = proof("The DPoP proof's jwk has to be a public key of sufficient strength");
    static final Invalid SIGNATURE = proof("The DPoP proof's signature does not verify with its jwk");
    static final Invalid IDENTIFIER = proof("The DPoP proof's jti has to be a text of 1 to 256 characters");
    static final Invalid METHOD = proof("The DPoP proof's htm has to be the request's method");
    static final Invalid TARGET =
            proof("The DPoP proof's htu has to be the public URL of the request, without query and fragment");
    static final Invalid TIME =
            proof("The DPoP proof's iat has to be a whole number of seconds, at most 300 from this server's time");
    static final Invalid TOKEN = proof("The DPoP proof's ath has to be the hash of the token");
    static final Invalid REPLAY = proof("The DPoP proof has been used before");
    static final Invalid NONCE = new Invalid(
            Reason.PROOF_NONCE,
            "DPoP nonce required",
            "The DPoP proof's nonce has to be the one of the header DPoP-Nonce");

    static final Unavailable BUSY =
            new Unavailable(Reason.BUSY, "Too many proofs are being verified", Duration.ofSeconds(1));
    static final Unavailable FULL =
            new Unavailable(Reason.BUSY, "Too many proofs have to be remembered", Duration.ofSeconds(60));

    private ProofFaults() {}

    private static Invalid binding(String details) {
        return new Invalid(Reason.BINDING, "Proof of possession required", details);
    }

    private static Invalid proof(String details) {
        return new Invalid(Reason.PROOF, "Invalid DPoP proof", details);
    }
}
