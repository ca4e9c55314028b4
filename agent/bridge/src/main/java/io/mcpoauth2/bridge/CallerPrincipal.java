package io.mcpoauth2.bridge;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a request as an application's framework shows it: it has a name and nothing else, and no name once the
 * request has ended, whoever still holds it then.
 */
public final class CallerPrincipal implements Principal {
    private final RequestIdentity.Hold caller;

    private CallerPrincipal(RequestIdentity.Hold caller) {
        this.caller = caller;
    }

    /**
     * @param identity of the request; null if it is not known
     * @return null where a framework is told of nobody
     */
    public static @Nullable CallerPrincipal of(@Nullable RequestIdentity identity) {
        return identity != null && identity.isShown() ? new CallerPrincipal(identity.hold()) : null;
    }

    /** The subject of the caller's token; empty once the request has ended, as applications expect a name. */
    @Override
    public String getName() {
        return caller.identity().user().get(UserKeys.SUBJECT) instanceof String subject ? subject : "";
    }

    /** Whether both are of one request. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallerPrincipal principal && principal.caller == caller;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(caller);
    }

    /** Nothing of the user. */
    @Override
    public String toString() {
        return "CallerPrincipal";
    }
}
