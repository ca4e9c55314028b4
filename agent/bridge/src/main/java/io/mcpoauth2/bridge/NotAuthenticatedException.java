package io.mcpoauth2.bridge;

/** A guarded handler was reached without the identity of a validated token; its body did not run. */
public final class NotAuthenticatedException extends SecurityException {
    private static final long serialVersionUID = 1L;

    public NotAuthenticatedException(String message) {
        super(message);
    }
}
