package io.mcpoauth2.agent.token;

/** A token is not the one form of JWT that is read. The message is fixed text, with nothing of the token. */
final class MalformedTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedTokenException(String details) {
        super(details, null, false, false);
    }
}
