package io.mcpoauth2.agent.instrumentation.context.quarkussecurity;

import io.mcpoauth2.bridge.CallerPrincipal;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import io.quarkus.security.credential.Credential;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.security.Permission;
import java.security.Principal;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The caller of a request as Quarkus shows it: anonymous, and without a name and roles, once the request has ended. */
final class CallerIdentity implements SecurityIdentity {
    private final RequestIdentity.Hold caller;
    private final CallerPrincipal principal;

    private CallerIdentity(RequestIdentity.Hold caller, CallerPrincipal principal) {
        this.caller = caller;
        this.principal = principal;
    }

    /**
     * @param found what Quarkus' mechanisms find: null or an anonymous identity where it is nobody
     */
    static Uni<SecurityIdentity> insteadOfNobody(Uni<SecurityIdentity> found) {
        @Nullable RequestIdentity caller = Carrier.cause();
        @Nullable CallerPrincipal principal = CallerPrincipal.of(caller);
        if (caller == null || principal == null) {
            return found;
        }
        SecurityIdentity shown = new CallerIdentity(caller.hold(), principal);
        return found.onItem().transform(own -> own == null || own.isAnonymous() ? shown : own);
    }

    @Override
    public Principal getPrincipal() {
        return principal;
    }

    @Override
    public boolean isAnonymous() {
        return !caller.identity().isShown();
    }

    @Override
    public Set<String> getRoles() {
        return caller.identity().shownRoles();
    }

    @Override
    public boolean hasRole(String role) {
        return getRoles().contains(role);
    }

    @Override
    public Set<Permission> getPermissions() {
        return Set.of();
    }

    @Override
    @SuppressWarnings("NullAway") // Quarkus says in words that there may be none.
    public <T extends Credential> @Nullable T getCredential(Class<T> type) {
        return null;
    }

    /** None: the token is not the application's. */
    @Override
    public Set<Credential> getCredentials() {
        return Set.of();
    }

    @Override
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // As above.
    public <T> @Nullable T getAttribute(String name) {
        return null;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of();
    }

    @Override
    public Uni<Boolean> checkPermission(Permission permission) {
        return Uni.createFrom().item(false);
    }

    /** Nothing of the user. */
    @Override
    public String toString() {
        return "CallerIdentity";
    }
}
