package io.mcpoauth2.agent.jose;

/** A document is not the JSON it must be. Says nothing of its content, which may be a secret. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedJsonException(String message) {
        // Thrown for what strangers send: a stack trace would cost more than the parse.
        super(message, null, false, false);
    }
}
