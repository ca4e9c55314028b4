package io.mcpoauth2.bridge;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Frames} for JDK 17 to 24. */
final class ThreadLocalFrames implements Frames {
    private static final ThreadLocal<@Nullable RequestIdentity> INNERMOST = new ThreadLocal<>();

    @Override
    public @Nullable RequestIdentity current() {
        return INNERMOST.get();
    }

    @Override
    public boolean shows(@Nullable Object registration) {
        return true; // There is nothing it could be missing from.
    }

    @Override
    public @Nullable Object call(RequestIdentity identity, @Nullable Object registration, Callable<?> body)
            throws Exception {
        RequestIdentity outer = INNERMOST.get();
        INNERMOST.set(identity);
        try {
            return body.call();
        } finally {
            if (outer == null) {
                INNERMOST.remove();
            } else {
                INNERMOST.set(outer);
            }
        }
    }

    /** What is bound shows to nobody but the carrier's own caller. */
    @Override
    public @Nullable Object callApart(RequestIdentity identity, Callable<?> body) throws Exception {
        return body.call();
    }

    @Override
    public Object register(Object key, Class<?> copy, Function<? super Map<String, Object>, ?> factory) {
        return key; // There is no ScopedValue to bind below JDK 25.
    }
}
