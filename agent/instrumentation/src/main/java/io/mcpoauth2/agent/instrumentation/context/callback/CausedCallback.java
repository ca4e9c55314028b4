package io.mcpoauth2.agent.instrumentation.context.callback;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls a callback for the request that has registered it, whichever request's thread calls. */
public final class CausedCallback implements InvocationHandler {
    private final Object callback;
    private final RequestIdentity cause;

    private CausedCallback(Object callback, RequestIdentity cause) {
        this.callback = callback;
        this.cause = cause;
    }

    /**
     * The callback for the request that the thread works for now; as it is where it works for none, so that it runs as who
     * calls it then.
     *
     * @param type the interface by which it is called
     */
    public static @Nullable Object of(@Nullable Object callback, Class<?> type) {
        RequestIdentity cause = callback == null ? null : Carrier.cause();
        if (callback == null || cause == null || isCaused(callback)) {
            return callback;
        }
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new CausedCallback(callback, cause));
    }

    private static boolean isCaused(Object callback) {
        return Proxy.isProxyClass(callback.getClass())
                && Proxy.getInvocationHandler(callback) instanceof CausedCallback;
    }

    /** What is thrown is of a kind that the callback's own method may throw. */
    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Outcome outcome = Carrier.call(cause, (Supplier<Outcome>) () -> outcome(method, arguments));
        if (outcome.failure != null) {
            throw outcome.failure;
        }
        return outcome.result;
    }

    private Outcome outcome(Method method, @Nullable Object @Nullable [] arguments) {
        try {
            return new Outcome(method.invoke(callback, arguments), null);
        } catch (InvocationTargetException e) {
            return new Outcome(null, e.getCause());
        } catch (IllegalAccessException e) {
            return new Outcome(null, new IllegalStateException("mcp-oauth2-agent: a callback cannot be called", e));
        }
    }

    private record Outcome(
            @Nullable Object result, @Nullable Throwable failure) {}
}
