package io.mcpoauth2;

import java.util.Set;

/** The authenticated user lacks a scope or a role that the called method needs. */
public final class NotAuthorizedException extends SecurityException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // Always an immutable JDK set.
    private final Set<String> requiredScopes;

    /**
     * @param message says what is needed, nothing of the token or the user
     * @param requiredScopes see {@link #requiredScopes()}
     */
    public NotAuthorizedException(String message, Set<String> requiredScopes) {
        super(message);
        this.requiredScopes = Set.copyOf(requiredScopes);
    }

    /** All scopes that the method needs, when a scope is what is missing; empty when a role is. */
    public Set<String> requiredScopes() {
        return requiredScopes;
    }
}
