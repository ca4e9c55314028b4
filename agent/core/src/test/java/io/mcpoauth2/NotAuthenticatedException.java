package io.mcpoauth2;

/** Stands for an application's own copy of the API. */
public final class NotAuthenticatedException extends SecurityException {
    private static final long serialVersionUID = 1L;

    public NotAuthenticatedException(String message) {
        super(message);
    }
}
