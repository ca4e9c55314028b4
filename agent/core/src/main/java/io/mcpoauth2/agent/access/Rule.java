package io.mcpoauth2.agent.access;

import io.mcpoauth2.agent.config.PolicyRule.Needs;
import io.mcpoauth2.bridge.UserKeys;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operation needs of its caller, apart from where it is looked for.
 *
 * <p>Who may never use it, whatever scopes a new token had, is told apart from who may with other scopes: only the latter
 * is sent to log in again.
 */
final class Rule {
    private static final String DENIED = "No caller may use this operation";
    private static final String NOT_YOU = "Only some callers may use this operation";

    private final Needs needs;
    private final String missingRole;

    Rule(Needs needs) {
        this.needs = needs;
        this.missingRole = needs.roles().isEmpty() ? "" : ScopesAndRolesPolicy.needsRole(needs.roles());
    }

    /** What no token with other scopes would change; null if nothing bars this caller. */
    @Nullable
    String bars(Map<String, Object> user) {
        if (needs.deny()) {
            return DENIED;
        }
        if (!isAmong(user.get(UserKeys.ISSUER), needs.issuers())
                || !isAmong(user.get(UserKeys.SUBJECT), needs.subjects())
                || !isAmong(user.get(UserKeys.CLIENT_ID), needs.clients())) {
            return NOT_YOU;
        }
        return needs.roles().isEmpty() || holdsOne(user.get(UserKeys.ROLES), needs.roles()) ? null : missingRole;
    }

    /** Whether anybody may, also who brings no token. */
    boolean isForAnybody() {
        return needs.anonymous();
    }

    private static boolean isAmong(@Nullable Object value, Set<String> accepted) {
        return accepted.isEmpty() || (value instanceof String && accepted.contains(value));
    }

    private static boolean holdsOne(@Nullable Object held, List<String> wanted) {
        if (!(held instanceof Set<?> set)) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (set.contains(wanted.get(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param values of the variables in scopes
     */
    boolean areScopesGrantedTo(Map<String, Object> user, Map<String, String> values, ScopeHierarchy hierarchy) {
        for (int i = 0; i < needs.scopes().size(); i++) {
            if (!hierarchy.grants(user, filled(needs.scopes().get(i), values))) {
                return false;
            }
        }
        return needs.anyScope().isEmpty() || grantedOne(user, hierarchy) != null;
    }

    /** The same before it is known what the variables stand for: a scope that has one may be granted. */
    boolean mayScopesBeGrantedTo(Map<String, Object> user, ScopeHierarchy hierarchy) {
        for (int i = 0; i < needs.scopes().size(); i++) {
            String scope = needs.scopes().get(i);
            if (scope.indexOf('{') < 0 && !hierarchy.grants(user, scope)) {
                return false;
            }
        }
        return needs.anyScope().isEmpty() || grantedOne(user, hierarchy) != null;
    }

    private @Nullable String grantedOne(Map<String, Object> user, ScopeHierarchy hierarchy) {
        for (int i = 0; i < needs.anyScope().size(); i++) {
            if (hierarchy.grants(user, needs.anyScope().get(i))) {
                return needs.anyScope().get(i);
            }
        }
        return null;
    }

    /** All scopes to ask for: of those of which one is enough, one that is granted, or else the first. */
    void addScopesTo(
            Collection<String> all, Map<String, Object> user, Map<String, String> values, ScopeHierarchy hierarchy) {
        for (String scope : needs.scopes()) {
            all.add(filled(scope, values));
        }
        if (!needs.anyScope().isEmpty()) {
            @Nullable String granted = grantedOne(user, hierarchy);
            all.add(granted == null ? needs.anyScope().get(0) : granted);
        }
    }

    private static String filled(String scope, Map<String, String> values) {
        if (values.isEmpty() || scope.indexOf('{') < 0) {
            return scope;
        }
        String filled = scope;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    /** Both at once, for a handler that is marked in several ways. */
    Rule and(Rule other) {
        return new Rule(new Needs(
                union(needs.scopes(), other.needs.scopes()),
                List.of(),
                union(needs.roles(), other.needs.roles()),
                Set.of(),
                Set.of(),
                Set.of(),
                false,
                false));
    }

    private static List<String> union(List<String> a, List<String> b) {
        Set<String> both = new LinkedHashSet<>(a);
        both.addAll(b);
        return List.copyOf(both);
    }
}
