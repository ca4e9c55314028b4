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

    /**
     * Whether the running handler's copy of the API shows its user already.
     *
     * @param registration as {@link #register} made it; null of a handler without such a copy
     */
    boolean shows(@Nullable Object registration);

    /**
     * Runs {@code body} with {@code identity} as {@link #current()}. Throws what the body throws.
     *
     * @param registration the handler's own, as {@link #register} made it: no other copy of the API learns of the user
     */
    @Nullable
    Object call(RequestIdentity identity, @Nullable Object registration, Callable<?> body) throws Exception;

    /**
     * Runs {@code body}, which another request has caused, so that no handler's user shows in it that is not {@code
     * identity}. Throws what the body throws.
     */
    @Nullable
    Object callApart(RequestIdentity identity, Callable<?> body) throws Exception;

    /**
     * Says how a handler's body sees its user in an application's {@code ScopedValue<AuthenticatedUser>} too, where there
     * are ScopedValues.
     *
     * @param key the ScopedValue
     * @param copy the class of the API copy that owns it
     * @param factory turns a user map into the key's value
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
