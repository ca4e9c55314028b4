package io.mcpoauth2;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The user of the running guarded method as a {@link ScopedValue}, for JDK 25 and later.
 *
 * <p>Structured tasks that the method forks inherit it. Bound by the agent, which knows the key because this class
 * registers it; never bound without the agent.
 */
public final class ScopedUser {
    /** Bound while a guarded method runs, and to its user only. */
    public static final ScopedValue<AuthenticatedUser> USER = ScopedValue.newInstance();

    /** The agent keeps the key as long as this object lives, so that a redeployed application can be collected. */
    @SuppressWarnings("unused")
    private static final @Nullable Object REGISTRATION = register();

    private ScopedUser() {}

    private static @Nullable Object register() {
        AgentLink agent = AgentLink.find();
        return agent == null ? null : agent.registerScopedValue(USER);
    }

    /** Called by name by {@link SimulatedUser}, which older JDKs load too. */
    @SuppressWarnings("UnusedMethod")
    static @Nullable Object call(AuthenticatedUser user, Callable<?> body) throws Exception {
        return ScopedValue.where(USER, user).call(body::call);
    }
}
