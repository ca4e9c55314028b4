package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.judgement.Reason;

/** Told of the checks of a token in their order, for who wants to know how far it came. */
public interface CheckTrail {
    /** Wants to know nothing, as no request does. */
    CheckTrail NONE = new CheckTrail() {
        @Override
        public void passed(Reason check) {}

        @Override
        public void asks(String whom) {}
    };

    /**
     * The token has passed a check.
     *
     * @param check the reason that a token has which fails it
     */
    void passed(Reason check);

    /**
     * What follows may send something to an issuer.
     *
     * @param whom the issuer and what it is asked for
     */
    void asks(String whom);
}
