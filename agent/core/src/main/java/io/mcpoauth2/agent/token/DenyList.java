package io.mcpoauth2.agent.token;

/** Tokens and subjects that are refused although they are valid, from their compromise to their expiry. */
interface DenyList {
    /** Denies nothing. */
    DenyList NONE = verdict -> false;

    /** Asked on every request with a valid token: must not block. */
    boolean denies(Verdict.Valid verdict);
}
