package io.mcpoauth2.agent.access;

import io.mcpoauth2.bridge.Denial;
import io.mcpoauth2.bridge.HandlerPolicy;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a guarded handler asks of its caller: all of its scopes and, if it names roles, one of them.
 *
 * <p>Roles are judged first: who lacks one is not sent to log in for scopes, which would not help. Both denials are made beforehand and name
 * the handler's needs only (L4); a user map without the sets grants nothing.
 */
public final class ScopesAndRolesPolicy implements HandlerPolicy {
    private final RequiredScopes scopes;
    private final List<String> roles;
    private final Denial missingScope;
    private final Denial missingRole;
    private final Denial missingToken;
    private final Access access;
    private final @Nullable Operation operation;

    /**
     * @param scopes all of them are needed
     * @param roles any of them is needed; empty means none is
     * @param access knows which scopes include others, and what is configured for the operation
     * @param operation that runs the handler; null where it is not known
     */
    public ScopesAndRolesPolicy(Set<String> scopes, Set<String> roles, Access access, @Nullable Operation operation) {
        // The sets of the JDK have no stable order, messages should.
        this.scopes = new RequiredScopes(new TreeSet<>(scopes), access::hierarchy);
        this.access = access;
        this.operation = operation;
        this.roles = List.copyOf(new TreeSet<>(roles));
        this.missingScope = new Denial(needsScopes(this.scopes.asList()), Set.copyOf(this.scopes.asList()));
        this.missingRole = new Denial(needsRole(this.roles), Set.of());
        this.missingToken = new Denial("needs an access token", Set.of());
    }

    @Override
    public @Nullable Denial judge(RequestIdentity identity) {
        if (identity.isAnonymous()) {
            return isForAnybody() ? null : missingToken;
        }
        Map<String, Object> user = identity.user();
        if (!roles.isEmpty() && !hasRole(user.get(UserKeys.ROLES))) {
            return missingRole;
        }
        @Nullable Denial denial = operation == null ? null : access.judge(user, operation);
        if (denial != null) {
            return denial; // Names all that is needed, this handler's own demands too.
        }
        return scopes.areGrantedTo(user) ? null : missingScope;
    }

    /** Whoever names a handler's demands knows who may call it. */
    private boolean isForAnybody() {
        return roles.isEmpty() && scopes.asList().isEmpty() && operation != null && access.isForAnybody(operation);
    }

    private boolean hasRole(@Nullable Object held) {
        if (!(held instanceof Set<?> set)) {
            return false;
        }
        for (int i = 0; i < roles.size(); i++) {
            if (set.contains(roles.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** In words, for messages. */
    static String needsScopes(List<String> scopes) {
        return needs("the scope ", "the scopes ", scopes);
    }

    /** In words, for messages. */
    static String needsRole(List<String> roles) {
        return needs("the role ", "one of the roles ", roles);
    }

    private static String needs(String one, String several, List<String> names) {
        return "needs " + (names.size() == 1 ? one : several) + String.join(", ", names);
    }
}
