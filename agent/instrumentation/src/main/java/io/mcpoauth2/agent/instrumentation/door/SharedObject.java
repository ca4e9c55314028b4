package io.mcpoauth2.agent.instrumentation.door;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One object for each class of a server, whatever loader a door's code stands beside: a module system gives the parts of one
 * server a loader each, and so there are several copies of what the door keeps in static fields.
 */
public final class SharedObject {
    private static final ClassValue<AtomicReference<@Nullable Object>> OBJECTS = new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable Object> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    };

    private SharedObject() {}

    /**
     * Returns the object of a class of the server's; it goes with that class.
     *
     * @param maker called for the first one, or for nothing
     */
    public static <T> T of(Class<? super T> type, Supplier<T> maker) {
        AtomicReference<@Nullable Object> object = OBJECTS.get(type);
        if (object.get() == null) {
            object.compareAndSet(null, maker.get());
        }
        @SuppressWarnings("unchecked") // Whoever asks with this class gets what was made for it.
        T shared = (T) Objects.requireNonNull(object.get());
        return shared;
    }
}
