package io.mcpoauth2.agent.instrumentation.context.vertx;

import io.mcpoauth2.bridge.RequestIdentity;
import io.vertx.core.Context;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The request that a context works for. It stands among the local data of the context, as that is its own: each request,
 * and each piece of work that Vert.x keeps apart, has a duplicate of a context that all share otherwise.
 */
public final class ContextCaller {
    /** Declared by an interface that moved with Vert.x 5. */
    private static final MethodHandle LOCAL_DATA = find("localContextData", ConcurrentMap.class);

    private static final MethodHandle IS_DUPLICATE = find("isDuplicate", boolean.class);

    private ContextCaller() {}

    /**
     * @throws IllegalStateException if all requests share the context
     */
    public static void set(Context context, RequestIdentity caller) {
        if (!isDuplicate(context)) {
            throw new IllegalStateException("mcp-oauth2-agent: a request of Vert.x has no context of its own");
        }
        // The key is a class of the bridge, as there is but one of it for all loaders.
        localData(context).put(RequestIdentity.class, caller);
    }

    /** What else is kept of a request, in a context that is its alone; the keys are classes. */
    public static ConcurrentMap<Object, Object> dataOf(Context context) {
        return localData(context);
    }

    /** Null where no request is known that it works for. */
    static @Nullable RequestIdentity of(@Nullable Object context) {
        return context instanceof Context of
                        && isDuplicate(of)
                        && localData(of).get(RequestIdentity.class) instanceof RequestIdentity caller
                ? caller
                : null;
    }

    @SuppressWarnings("unchecked")
    private static ConcurrentMap<Object, Object> localData(Context context) {
        try {
            return (ConcurrentMap<Object, Object>) (ConcurrentMap<?, ?>) LOCAL_DATA.invokeExact(context);
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    private static boolean isDuplicate(Context context) {
        try {
            return (boolean) IS_DUPLICATE.invokeExact(context);
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    private static RuntimeException failed(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }

    private static MethodHandle find(String method, Class<?> result) {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(contextInternal(), method, MethodType.methodType(result))
                    .asType(MethodType.methodType(result, Context.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("mcp-oauth2-agent: this Vert.x has other contexts", e);
        }
    }

    private static Class<?> contextInternal() throws ClassNotFoundException {
        ClassLoader loader = Context.class.getClassLoader();
        try {
            return Class.forName("io.vertx.core.internal.ContextInternal", false, loader);
        } catch (ClassNotFoundException before5) {
            return Class.forName("io.vertx.core.impl.ContextInternal", false, loader);
        }
    }
}
