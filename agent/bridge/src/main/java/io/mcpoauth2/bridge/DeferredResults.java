package io.mcpoauth2.bridge;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Results whose work goes on after the handler that has returned them: publishers and stages. Those of libraries are told by
 * their names, as nothing of a library can be seen here.
 */
final class DeferredResults {
    private static final Set<String> OF_LIBRARIES =
            Set.of("org.reactivestreams.Publisher", "io.smallrye.mutiny.Uni", "io.smallrye.mutiny.Multi");

    private DeferredResults() {}

    /** The type of that name; Object for a primitive one, and for one that cannot be found. */
    static Class<?> type(String name, @Nullable ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return Object.class; // Without it nothing but null can be returned.
        }
    }

    static boolean isDeferred(Class<?> type) {
        if (CompletionStage.class.isAssignableFrom(type)
                || Flow.Publisher.class.isAssignableFrom(type)
                || OF_LIBRARIES.contains(type.getName())) {
            return true;
        }
        for (Class<?> parent : type.getInterfaces()) {
            if (isDeferred(parent)) {
                return true;
            }
        }
        Class<?> superclass = type.getSuperclass();
        return superclass != null && isDeferred(superclass);
    }

    /**
     * Makes a failed one of an exception.
     *
     * @return takes a Throwable and returns an Object; null if {@code type} is none of those that are known
     */
    static @Nullable MethodHandle failure(Class<?> type) throws ReflectiveOperationException {
        MethodHandle failure = switch (type.getName()) {
            case "java.util.concurrent.CompletionStage", "java.util.concurrent.CompletableFuture" ->
                unreflect(CompletableFuture.class.getMethod("failedFuture", Throwable.class));
            case "reactor.core.publisher.Mono", "reactor.core.publisher.Flux" ->
                unreflect(type.getMethod("error", Throwable.class));
            case "io.smallrye.mutiny.Uni", "io.smallrye.mutiny.Multi" -> {
                Method createFrom = type.getMethod("createFrom");
                Method failed = createFrom.getReturnType().getMethod("failure", Throwable.class);
                yield MethodHandles.collectArguments(unreflect(failed), 0, unreflect(createFrom));
            }
            default -> null;
        };
        return failure == null ? null : failure.asType(MethodType.methodType(Object.class, Throwable.class));
    }

    private static MethodHandle unreflect(Method method) throws IllegalAccessException {
        return MethodHandles.publicLookup().unreflect(method);
    }

    /**
     * @param failure as {@link #failure} made it
     */
    static Object failed(MethodHandle failure, SecurityException refusal) throws Exception {
        try {
            return (Object) failure.invokeExact((Throwable) refusal);
        } catch (Exception | Error e) {
            e.addSuppressed(refusal);
            throw e;
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }
}
