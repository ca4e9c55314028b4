package io.mcpoauth2.agent.access;

import io.mcpoauth2.bridge.UserKeys;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scopes of which every one is needed; the one place that compares scopes.
 *
 * <p>A scope is an exact, case-sensitive token, neither prefix nor substring of another (E8). Asked on every request and
 * every guarded call: must not allocate.
 */
public final class RequiredScopes {
    private final List<String> scopes;

    public RequiredScopes(Collection<String> scopes) {
        this.scopes = List.copyOf(new LinkedHashSet<>(scopes));
    }

    /**
     * @param user keys of {@link UserKeys}
     */
    public boolean areGrantedTo(Map<String, Object> user) {
        return scopes.isEmpty() || areIn(user.get(UserKeys.SCOPES));
    }

    /** All of them, in the order given. */
    public List<String> asList() {
        return scopes;
    }

    private boolean areIn(@Nullable Object granted) {
        if (!(granted instanceof Set<?> set)) {
            return false;
        }
        for (int i = 0; i < scopes.size(); i++) {
            if (!set.contains(scopes.get(i))) {
                return false;
            }
        }
        return true;
    }
}
