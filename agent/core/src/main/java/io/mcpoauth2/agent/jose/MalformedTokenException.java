package io.mcpoauth2.agent.jose;

/** A token is not the one form of JWT that is read. The message is fixed text, with nothing of the token. */
public final class MalformedTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedTokenException(String details) {
        super(details, null, false, false);
    }
}
