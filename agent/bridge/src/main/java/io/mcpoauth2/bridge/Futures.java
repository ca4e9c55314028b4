package io.mcpoauth2.bridge;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is woven into {@link java.util.concurrent.CompletableFuture} calls: a stage runs as the request that registered
 * it, whichever request completes the future.
 *
 * <p>Each method takes what is registered and returns what is kept instead: the same where the registering thread works
 * for no request. Such a stage is nobody's, by {@link #begin}. Used within the JDK, so nothing here is linked lazily, and
 * a null is left to the JDK to refuse.
 */
public final class Futures {
    private Futures() {}

    /** The thread begins to run what others have registered, or to wait; returns what {@link #end} needs. */
    public static @Nullable RequestIdentity begin() {
        return Carrier.setAside();
    }

    public static void end(@Nullable RequestIdentity begun) {
        Carrier.restore(begun);
    }

    public static @Nullable Runnable carryRunnable(@Nullable Runnable task) {
        return task == null ? null : Carrier.propagate(task);
    }

    public static <R extends @Nullable Object> @Nullable Supplier<R> carrySupplier(@Nullable Supplier<R> supplier) {
        RequestIdentity cause = Carrier.cause();
        return cause == null || supplier == null ? supplier : new CarryingSupplier<>(cause, supplier);
    }

    public static <T extends @Nullable Object> @Nullable Consumer<T> carryConsumer(@Nullable Consumer<T> consumer) {
        RequestIdentity cause = Carrier.cause();
        return cause == null || consumer == null ? consumer : new CarryingConsumer<>(cause, consumer);
    }

    public static <T extends @Nullable Object, R extends @Nullable Object> @Nullable Function<T, R> carryFunction(
            @Nullable Function<T, R> function) {
        RequestIdentity cause = Carrier.cause();
        return cause == null || function == null ? function : new CarryingFunction<>(cause, function);
    }

    public static <T extends @Nullable Object, U extends @Nullable Object> @Nullable BiConsumer<T, U> carryBiConsumer(
            @Nullable BiConsumer<T, U> consumer) {
        RequestIdentity cause = Carrier.cause();
        return cause == null || consumer == null ? consumer : new CarryingBiConsumer<>(cause, consumer);
    }

    public static <T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object> @Nullable
            BiFunction<T, U, R> carryBiFunction(@Nullable BiFunction<T, U, R> function) {
        RequestIdentity cause = Carrier.cause();
        return cause == null || function == null ? function : new CarryingBiFunction<>(cause, function);
    }

    private record CarryingSupplier<R extends @Nullable Object>(RequestIdentity cause, Supplier<R> supplier)
            implements Supplier<R> {
        @Override
        public R get() {
            return Carrier.call(cause, supplier);
        }
    }

    private record CarryingConsumer<T extends @Nullable Object>(RequestIdentity cause, Consumer<T> consumer)
            implements Consumer<T> {
        @Override
        public void accept(T value) {
            Carrier.call(cause, new Supplier<@Nullable Object>() {
                @Override
                public @Nullable Object get() {
                    consumer.accept(value);
                    return null;
                }
            });
        }
    }

    private record CarryingFunction<T extends @Nullable Object, R extends @Nullable Object>(
            RequestIdentity cause, Function<T, R> function) implements Function<T, R> {
        @Override
        public R apply(T value) {
            return Carrier.call(cause, new Supplier<R>() {
                @Override
                public R get() {
                    return function.apply(value);
                }
            });
        }
    }

    private record CarryingBiConsumer<T extends @Nullable Object, U extends @Nullable Object>(
            RequestIdentity cause, BiConsumer<T, U> consumer) implements BiConsumer<T, U> {
        @Override
        public void accept(T value, U other) {
            Carrier.call(cause, new Supplier<@Nullable Object>() {
                @Override
                public @Nullable Object get() {
                    consumer.accept(value, other);
                    return null;
                }
            });
        }
    }

    private record CarryingBiFunction<
                    T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object>(
            RequestIdentity cause, BiFunction<T, U, R> function) implements BiFunction<T, U, R> {
        @Override
        public R apply(T value, U other) {
            return Carrier.call(cause, new Supplier<R>() {
                @Override
                public R get() {
                    return function.apply(value, other);
                }
            });
        }
    }
}
