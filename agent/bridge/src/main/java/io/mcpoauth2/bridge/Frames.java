package io.mcpoauth2.bridge;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the identity of the running guarded handler stands: a ScopedValue on JDK 25, a thread-local below. */
interface Frames {
    /** The identity the innermost guarded handler of this thread runs for; null outside of one. */
    @Nullable
    RequestIdentity current();

    /** Runs {@code body} with {@code identity} as {@link #current()}. Throws what the body throws. */
    @Nullable
    Object call(RequestIdentity identity, Callable<?> body) throws Exception;

    /**
     * Makes a handler's body see its user in an application's {@code ScopedValue<AuthenticatedUser>} too. Does nothing
     * where there is no ScopedValue.
     *
     * @param key the ScopedValue
     * @param copy the class of the API copy that owns it
     * @param factory turns a user map into the key's value
     * @return the registration, the same for the same key; it lasts as long as a caller holds it, so that a redeployed
     *     application can be collected
     */
    Object register(Object key, Class<?> copy, Function<? super Map<String, Object>, ?> factory);

    /** The implementation for this JVM; the bootstrap path ignores multi-release jars, so it is chosen by hand. */
    static Frames forThisJvm() {
        if (Runtime.version().feature() < 25) {
            return new ThreadLocalFrames();
        }
        try {
            return Class.forName("io.mcpoauth2.bridge.ScopedFrames")
                    .asSubclass(Frames.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("mcp-oauth2-agent: the jar lacks its JDK 25 classes", e);
        }
    }
}
