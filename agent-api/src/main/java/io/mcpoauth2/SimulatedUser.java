package io.mcpoauth2;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Runs code as a given user where no agent is; the ground under {@link io.mcpoauth2.test.TestUser}, which tests call.
 *
 * <p>With an agent it would be a way to forge an identity: then it refuses, and {@link CurrentUser} does not look here.
 */
public final class SimulatedUser {
    private static final ThreadLocal<@Nullable AuthenticatedUser> USER = new ThreadLocal<>();

    private SimulatedUser() {}

    /**
     * Runs {@code body} as {@code user} on the calling thread and returns its result.
     *
     * @throws IllegalStateException if an agent is installed
     */
    public static <T extends @Nullable Object> T call(AuthenticatedUser user, Callable<T> body) throws Exception {
        AgentLink agent = AgentLink.find();
        if (agent != null && agent.installed()) {
            throw new IllegalStateException("a user cannot be simulated while mcp-oauth2-agent is installed");
        }
        AuthenticatedUser outer = USER.get();
        USER.set(user);
        try {
            return Runtime.version().feature() < 25 ? body.call() : callScoped(user, body);
        } finally {
            if (outer == null) {
                USER.remove();
            } else {
                USER.set(outer);
            }
        }
    }

    static Callable<?> propagate(Callable<?> task) {
        AuthenticatedUser user = USER.get();
        return user == null ? task : () -> call(user, task);
    }

    static @Nullable AuthenticatedUser current() {
        return USER.get();
    }

    /** Binds {@code ScopedUser.USER} too, whose class file only JDK 25 and later can load: hence by name. */
    @SuppressWarnings("unchecked")
    private static <T extends @Nullable Object> T callScoped(AuthenticatedUser user, Callable<T> body)
            throws Exception {
        MethodHandle call;
        try {
            Class<?> scopedUser = Class.forName("io.mcpoauth2.ScopedUser", true, SimulatedUser.class.getClassLoader());
            call = MethodHandles.lookup()
                    .findStatic(
                            scopedUser,
                            "call",
                            MethodType.methodType(Object.class, AuthenticatedUser.class, Callable.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("mcp-oauth2-agent-api lacks its JDK 25 class", e);
        }
        try {
            return (T) (Object) call.invokeExact(user, (Callable<?>) body);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new IllegalStateException(t); // Neither: nothing throws such a thing.
        }
    }
}
