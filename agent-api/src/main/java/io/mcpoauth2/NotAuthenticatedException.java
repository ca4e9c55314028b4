package io.mcpoauth2;

/** There is no authenticated user: no valid access token stands behind the call. */
public final class NotAuthenticatedException extends SecurityException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message holds nothing of the token or the user
     */
    public NotAuthenticatedException(String message) {
        super(message);
    }
}
