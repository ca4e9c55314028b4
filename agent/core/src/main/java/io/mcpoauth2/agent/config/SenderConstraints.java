package io.mcpoauth2.agent.config;

import java.util.List;

/**
 * Which proofs of possession are asked for and taken (RFC 9449, RFC 8705).
 *
 * @param dpopNonce whether a proof needs a nonce of this server
 * @param dpopReplaySize proofs of one key that are remembered at most
 * @param trustedProxies who may say by a header which certificate a client has shown
 */
public record SenderConstraints(
        Policy dpop, boolean dpopNonce, int dpopReplaySize, Policy mtls, List<Network> trustedProxies) {

    /** What is made of one kind of proof; a token that is bound is never taken without its proof. */
    public enum Policy {
        /** Proofs of this kind are not known: tokens that are bound so are refused. */
        OFF,
        /** Checked where a token is bound so; clients are not told. */
        BOUND,
        /** The same, and clients are told. */
        OFFERED,
        /** Every token has to be bound so. */
        REQUIRED;

        /** Whether clients are told that such proofs are taken. */
        public boolean isAdvertised() {
            return this == OFFERED || this == REQUIRED;
        }
    }
}
