package io.mcpoauth2.bridge;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What copies of the API call, by name, so that none of them holds state. JDK types only.
 *
 * <p>Signatures here are a contract with every released API: add, never change.
 */
public final class ApiAccess {
    private ApiAccess() {}

    /** Whether an agent decides in this JVM. */
    public static boolean installed() {
        return Installation.isComplete();
    }

    /**
     * The user of the guarded handler that is running on this thread.
     *
     * @param copy a class of the calling copy
     * @param factory makes that copy's object of a user map
     * @return what the factory made, the same object during one request; null outside of handlers, and where one runs for
     *     somebody who has shown no token
     */
    public static @Nullable Object currentUser(Class<?> copy, Function<? super Map<String, Object>, ?> factory) {
        RequestIdentity caller = Guard.boundCaller();
        return caller == null || caller.isAnonymous() ? null : caller.as(copy, factory);
    }

    /**
     * A task that runs for the request that the calling thread works for, with the user of the guarded handler that is
     * running; without either once that request has ended.
     *
     * @return the task itself where there is no request
     */
    public static Callable<?> propagate(Callable<?> task) {
        RequestIdentity bound = Guard.boundCaller();
        RequestIdentity cause = bound == null ? Carrier.cause() : bound;
        if (cause == null) {
            return task;
        }
        boolean ofHandler = bound != null;
        RequestIdentity.Hold hold = cause.hold();
        return () -> {
            RequestIdentity caller = hold.identity();
            return Carrier.callTask(
                    caller, () -> ofHandler && caller.isOpen() ? Guard.FRAMES.call(caller, null, task) : task.call());
        };
    }

    /** See {@link AgentRuntime#validate}. */
    public static Map<String, Object> validate(String token) {
        return Installation.runtime().validate(token);
    }
}
