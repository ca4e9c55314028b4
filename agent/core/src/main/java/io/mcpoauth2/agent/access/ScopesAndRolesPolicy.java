package io.mcpoauth2.agent.access;

import io.mcpoauth2.bridge.Denial;
import io.mcpoauth2.bridge.HandlerPolicy;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a guarded handler asks of its caller: all of its scopes and, if it names roles, one of them.
 *
 * <p>Scopes are judged first, as a client can obtain them by a new challenge. Both denials are made beforehand and name
 * the handler's needs only (L4); a user map without the sets grants nothing.
 */
public final class ScopesAndRolesPolicy implements HandlerPolicy {
    private final RequiredScopes scopes;
    private final List<String> roles;
    private final Denial missingScope;
    private final Denial missingRole;

    /**
     * @param scopes all of them are needed
     * @param roles any of them is needed; empty means none is
     */
    public ScopesAndRolesPolicy(Set<String> scopes, Set<String> roles) {
        // The sets of the JDK have no stable order, messages should.
        this.scopes = new RequiredScopes(new TreeSet<>(scopes));
        this.roles = List.copyOf(new TreeSet<>(roles));
        this.missingScope =
                new Denial(needs("the scope ", "the scopes ", this.scopes.asList()), Set.copyOf(this.scopes.asList()));
        this.missingRole = new Denial(needs("the role ", "one of the roles ", this.roles), Set.of());
    }

    @Override
    public @Nullable Denial judge(RequestIdentity identity) {
        if (!scopes.areGrantedTo(identity.user())) {
            return missingScope;
        }
        return roles.isEmpty() || hasRole(identity.user().get(UserKeys.ROLES)) ? null : missingRole;
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

    private static String needs(String one, String several, List<String> names) {
        return "needs " + (names.size() == 1 ? one : several) + String.join(", ", names);
    }
}
