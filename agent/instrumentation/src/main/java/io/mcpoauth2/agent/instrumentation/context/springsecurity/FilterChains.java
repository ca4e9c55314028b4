package io.mcpoauth2.agent.instrumentation.context.springsecurity;

import io.mcpoauth2.agent.instrumentation.context.servlet.RequestUser;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Knows which threads are within a filter chain of Spring Security. Of these each finds out for itself who its user is, and
 * sets an anonymous one where it has found none; before that its filters must not take the caller for one who has been found.
 */
final class FilterChains {
    private static final ThreadLocal<@Nullable Boolean> WITHIN = new ThreadLocal<>();

    private FilterChains() {}

    static boolean isWithin() {
        return WITHIN.get() != null;
    }

    /**
     * The request tells its caller, as some containers dispatch by a thread that no door has seen.
     *
     * @param request of a servlet container; its type is not there where WebFlux is, and contexts are woven all the same
     * @return for {@link #exit}
     */
    static Object enter(Object request) {
        @Nullable RequestIdentity caller = RequestUser.callerOf(request);
        Entered entered = new Entered(isWithin(), Carrier.swap(caller == null ? Carrier.current() : caller));
        WITHIN.set(true);
        return entered;
    }

    /**
     * @param entered what {@link #enter} returned; null if it threw
     */
    static void exit(@Nullable Object entered) {
        if (entered instanceof Entered before) {
            Carrier.restore(before.caller);
            if (!before.within) {
                WITHIN.remove();
            }
        }
    }

    private record Entered(boolean within, @Nullable RequestIdentity caller) {}
}
