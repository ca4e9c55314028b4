package io.mcpoauth2.agent.instrumentation.context.servlet;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Exchange;
import io.mcpoauth2.bridge.CallerPrincipal;
import io.mcpoauth2.bridge.RequestIdentity;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells the user of a request that has none of the container's: of the request and not of the thread, as an application may
 * hand it to any.
 */
public final class RequestUser {
    private RequestUser() {}

    static @Nullable CallerPrincipal principalOf(HttpServletRequest request) {
        return CallerPrincipal.of(callerOf(request));
    }

    /** Whether the user is the caller, and not one that the application has made out itself. */
    static boolean isCaller(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof CallerPrincipal;
    }

    /** {@code *} is the role of nobody (Servlet specification 6.0, isUserInRole). */
    static boolean isInRole(HttpServletRequest request, String role) {
        @Nullable RequestIdentity caller = callerOf(request);
        return caller != null
                && isCaller(request)
                && !role.equals("*")
                && caller.shownRoles().contains(role);
    }

    /** Whom a request was admitted for; null where it was not judged, or is none of HTTP. */
    public static @Nullable RequestIdentity callerOf(Object request) {
        return request instanceof HttpServletRequest http
                        && http.getAttribute(Exchange.ATTRIBUTE) instanceof Admission admission
                ? admission.identity()
                : null;
    }
}
