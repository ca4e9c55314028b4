package io.mcpoauth2.agent.proof;

import io.mcpoauth2.agent.token.Verdict;

/** Whether a request shows what its token is bound to. */
public sealed interface ProofResult {
    /** It does, or nothing has to be shown. */
    record Shown() implements ProofResult {}

    /** It does not; the caller's fault. */
    record Refused(Verdict.Invalid verdict) implements ProofResult {}

    /**
     * The proof has not a nonce that this server has made lately (RFC 9449 §9).
     *
     * @param nonce to be used with the next proof
     */
    record NonceWanted(Verdict.Invalid verdict, String nonce) implements ProofResult {}

    /** It cannot be told now; our fault. */
    record Unavailable(Verdict.Unavailable verdict) implements ProofResult {}
}
