package io.mcpoauth2.agent.instrumentation.context.springsecurity;

import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.Transient;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * The caller of a request as Spring Security shows it: nobody, and without a name and authorities, once the request has
 * ended. It is stored in no session, as {@link Transient} asks for, and cannot be written anywhere.
 */
@Transient
public final class CallerAuthentication implements Authentication {
    private static final long serialVersionUID = 1;

    private final transient RequestIdentity.Hold caller;
    private volatile boolean distrusted;

    public CallerAuthentication(RequestIdentity caller) {
        this.caller = caller.hold();
    }

    /** A {@code SCOPE_} for each scope, a {@code ROLE_} for each role that is shown. */
    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        RequestIdentity identity = caller.identity();
        List<GrantedAuthority> authorities = new ArrayList<>();
        if (identity.user().get(UserKeys.SCOPES) instanceof Collection<?> scopes) {
            scopes.forEach(scope -> authorities.add(new SimpleGrantedAuthority("SCOPE_" + scope)));
        }
        identity.shownRoles().forEach(role -> authorities.add(new SimpleGrantedAuthority("ROLE_" + role)));
        return List.copyOf(authorities);
    }

    /** Nothing: the token is not the application's. */
    @Override
    @SuppressWarnings("NullAway") // Of Spring Security before 7 that says so in words only.
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    @SuppressWarnings("NullAway") // As above.
    public @Nullable Object getDetails() {
        return null;
    }

    /** The name: a text, as what this class is loaded by is unknown to the application. */
    @Override
    public Object getPrincipal() {
        return getName();
    }

    /** The subject of the caller's token; empty once the request has ended. */
    @Override
    public String getName() {
        return caller.identity().user().get(UserKeys.SUBJECT) instanceof String subject ? subject : "";
    }

    @Override
    public boolean isAuthenticated() {
        return caller.identity().isShown() && !distrusted;
    }

    @Override
    public void setAuthenticated(boolean authenticated) {
        if (authenticated) {
            throw new IllegalArgumentException("mcp-oauth2-agent: only a token authenticates its caller");
        }
        distrusted = true;
    }

    /** Whether both are of one request. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallerAuthentication authentication && authentication.caller == caller;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(caller);
    }

    /** Nothing of the user. */
    @Override
    public String toString() {
        return "CallerAuthentication";
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(getClass().getName());
    }
}
