package io.mcpoauth2.agent.issuer;

/** A published key must not or cannot verify signatures. The message is the reason, with nothing of the key in it. */
final class UnusableKeyException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableKeyException(String reason) {
        super(reason, null, false, false);
    }
}
