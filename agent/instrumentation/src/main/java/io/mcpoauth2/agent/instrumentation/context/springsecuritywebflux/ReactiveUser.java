package io.mcpoauth2.agent.instrumentation.context.springsecuritywebflux;

import io.mcpoauth2.agent.instrumentation.context.springsecurity.CallerAuthentication;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Shows the caller of a request where Reactor's Context has no user of Spring Security's. Of a filter chain that has not come
 * to its end yet nobody is told: its filters find out for themselves who its user is.
 */
final class ReactiveUser {
    /** In the Context of what is behind the filters that authenticate. */
    private static final String BEHIND = "io.mcpoauth2.springsecurity.behind";

    private ReactiveUser() {}

    static Mono<Void> behindAuthentication(Mono<Void> filtered) {
        return filtered.contextWrite(context -> context.put(BEHIND, true));
    }

    static Mono<SecurityContext> insteadOf(Mono<SecurityContext> own) {
        return Mono.deferContextual(context -> {
            boolean authenticating = context.hasKey(SecurityContext.class) && !context.hasKey(BEHIND);
            @Nullable RequestIdentity caller = callerOf(context);
            if (authenticating || caller == null || !caller.isShown()) {
                return own;
            }
            return own.filter(ReactiveUser::hasUser).switchIfEmpty(Mono.fromSupplier(() -> contextOf(caller)));
        });
    }

    /** The thread where no request stands in the Context, as with what a method of the application has made. */
    private static @Nullable RequestIdentity callerOf(ContextView context) {
        return context.hasKey(RequestIdentity.class) ? context.get(RequestIdentity.class) : Carrier.cause();
    }

    private static boolean hasUser(SecurityContext context) {
        @Nullable Authentication user = context.getAuthentication();
        return user != null
                && !(user instanceof AnonymousAuthenticationToken)
                && !(user instanceof CallerAuthentication); // The thread's, and not this Context's.
    }

    private static SecurityContext contextOf(RequestIdentity caller) {
        return new SecurityContextImpl(new CallerAuthentication(caller));
    }
}
