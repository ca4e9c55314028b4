package io.mcpoauth2.agent.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a value for an object of a server's that has no attributes, as long as that lives, where nothing else does: the value
 * must not refer to the object. See {@link ByRequest} for one that does.
 */
public final class ByIdentity<V> {
    private final Cache<Object, V> values =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

    public void put(Object of, V value) {
        values.put(of, value);
    }

    public void forget(Object of) {
        values.invalidate(of);
    }

    public @Nullable V find(Object of) {
        return values.getIfPresent(of);
    }
}
