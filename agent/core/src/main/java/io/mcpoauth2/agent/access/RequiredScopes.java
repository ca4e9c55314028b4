package io.mcpoauth2.agent.access;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Scopes of which every one is needed. Asked on every request and every guarded call: must not allocate. */
public final class RequiredScopes {
    private final List<String> scopes;
    private final Supplier<ScopeHierarchy> hierarchy;

    /**
     * @param hierarchy asked each time, as it may change
     */
    public RequiredScopes(Collection<String> scopes, Supplier<ScopeHierarchy> hierarchy) {
        this.scopes = List.copyOf(new LinkedHashSet<>(scopes));
        this.hierarchy = hierarchy;
    }

    /**
     * @param user keys of {@link io.mcpoauth2.bridge.UserKeys}
     */
    public boolean areGrantedTo(Map<String, Object> user) {
        ScopeHierarchy now = hierarchy.get();
        for (int i = 0; i < scopes.size(); i++) {
            if (!now.grants(user, scopes.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** All of them, in the order given. */
    public List<String> asList() {
        return scopes;
    }
}
