package io.mcpoauth2;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The user of the running guarded method as a {@link ScopedValue}, for JDK 25 and later.
 *
 * <p>Structured tasks that the method forks inherit it. Bound by the agent, which reads the key from here by name;
 * never bound without the agent.
 */
public final class ScopedUser {
    /** Bound while a guarded method runs, and to its user only. */
    public static final ScopedValue<AuthenticatedUser> USER = ScopedValue.newInstance();

    private ScopedUser() {}

    /** Called by name by {@link SimulatedUser}, which older JDKs load too. */
    @SuppressWarnings("UnusedMethod")
    static @Nullable Object call(AuthenticatedUser user, Callable<?> body) throws Exception {
        return ScopedValue.where(USER, user).call(body::call);
    }
}
