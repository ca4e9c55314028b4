package io.mcpoauth2.agent.access;

import io.mcpoauth2.bridge.UserKeys;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a caller has a scope, itself or by one that includes it (R22); the one place that compares scopes.
 *
 * <p>A scope is an exact, case-sensitive token, neither prefix nor substring of another, and {@code *} has no meaning in it
 * (E8). Asked on every request and every guarded call: must not allocate.
 */
public final class ScopeHierarchy {
    /** No scope includes another. */
    public static final ScopeHierarchy NONE = new ScopeHierarchy(Map.of());

    private final Map<String, Set<String>> broader;

    /**
     * @param broader for each scope that others include, all of these
     */
    public ScopeHierarchy(Map<String, Set<String>> broader) {
        this.broader = broader;
    }

    /**
     * @param user keys of {@link UserKeys}; one without a set of scopes has none
     */
    boolean grants(Map<String, Object> user, String scope) {
        return user.get(UserKeys.SCOPES) instanceof Set<?> held && (held.contains(scope) || holdsBroader(held, scope));
    }

    private boolean holdsBroader(Set<?> held, String scope) {
        @Nullable Set<String> all = broader.isEmpty() ? null : broader.get(scope);
        if (all == null) {
            return false;
        }
        for (String including : all) {
            if (held.contains(including)) {
                return true;
            }
        }
        return false;
    }
}
