package io.mcpoauth2.agent.instrumentation.context.springsecurity;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Decides whether a context shows the caller of the request that the thread works for. */
final class ShownUser {
    private ShownUser() {}

    /**
     * @param own what the context holds: null for nobody, which within a filter chain means not yet
     */
    static @Nullable Authentication insteadOf(@Nullable Authentication own) {
        boolean nobody = own == null ? !FilterChains.isWithin() : own instanceof AnonymousAuthenticationToken;
        if (!nobody) {
            return own;
        }
        @Nullable RequestIdentity caller = Carrier.cause();
        return caller != null && caller.isShown() ? new CallerAuthentication(caller) : own;
    }
}
