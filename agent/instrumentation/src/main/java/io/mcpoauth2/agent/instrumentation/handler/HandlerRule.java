package io.mcpoauth2.agent.instrumentation.handler;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What one handler needs.
 *
 * @param scopes all are needed
 * @param roles any is needed; empty means none
 * @param preset whether nothing but its framework makes it a handler
 * @param operation how clients call it
 */
record HandlerRule(Set<String> scopes, Set<String> roles, boolean preset, HandlerOperation operation) {
    static final HandlerRule AUTHENTICATED = new HandlerRule(Set.of(), Set.of(), false, HandlerOperation.UNKNOWN);

    /** The same, of a handler that is called in that way. */
    HandlerRule calledBy(HandlerOperation how) {
        return new HandlerRule(scopes, roles, preset, how);
    }

    /** Both rules at once: the scopes of class and method add up, and so do the roles of which one is enough. */
    HandlerRule and(HandlerRule other) {
        return new HandlerRule(
                union(scopes, other.scopes), union(roles, other.roles), preset && other.preset, operation);
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> both = new LinkedHashSet<>(a);
        both.addAll(b);
        return both;
    }
}
