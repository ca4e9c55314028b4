package io.mcpoauth2.bridge;

import java.util.Set;

/** The caller of a guarded handler lacks a scope or role; the handler's body did not run. */
public final class NotAuthorizedException extends SecurityException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // Always an immutable JDK set.
    private final Set<String> requiredScopes;

    public NotAuthorizedException(String message, Set<String> requiredScopes) {
        super(message);
        this.requiredScopes = Set.copyOf(requiredScopes);
    }

    /** All scopes the handler needs, when a scope is what is missing; empty when a role is. */
    public Set<String> requiredScopes() {
        return requiredScopes;
    }
}
