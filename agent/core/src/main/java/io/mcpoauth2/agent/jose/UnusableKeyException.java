package io.mcpoauth2.agent.jose;

/** A published key must not or cannot verify signatures. The message is the reason, with nothing of the key in it. */
public final class UnusableKeyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean forSomethingElse;

    UnusableKeyException(String reason) {
        this(reason, false);
    }

    private UnusableKeyException(String reason, boolean forSomethingElse) {
        super(reason, null, false, false);
        this.forSomethingElse = forSomethingElse;
    }

    /** A sound key that serves another purpose, such as encryption, or is of a kind that is not known here. */
    static UnusableKeyException forSomethingElse(String reason) {
        return new UnusableKeyException(reason, true);
    }

    /** Whether nothing is wrong with the key but that it is no key for tokens. */
    public boolean isForSomethingElse() {
        return forSomethingElse;
    }
}
