package io.mcpoauth2;

import java.util.Set;

/** Stands for an application's own copy of the API. */
public final class NotAuthorizedException extends SecurityException {
    private static final long serialVersionUID = 1L;

    private final transient Set<?> requiredScopes;

    public NotAuthorizedException(String message, Set<?> requiredScopes) {
        super(message);
        this.requiredScopes = requiredScopes;
    }

    public Set<?> requiredScopes() {
        if (requiredScopes.contains("broken")) {
            throw new IllegalStateException("another version of the API");
        }
        return requiredScopes;
    }
}
