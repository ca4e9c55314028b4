package io.mcpoauth2.agent.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Remembers one thing for each request of a server whose requests have no attributes of their own: by an object of the
 * request, which is compared by identity.
 *
 * <p>Keeps neither alive: what is remembered holds its request mostly, so that one that was kept here would never be collected.
 */
public final class ByRequest<T> {
    private final Cache<Object, T> things = Caffeine.newBuilder()
            .weakKeys()
            .weakValues()
            .executor(Runnable::run)
            .build();

    public void put(Object ofRequest, T thing) {
        things.put(ofRequest, thing);
    }

    public void forget(Object ofRequest) {
        things.invalidate(ofRequest);
    }

    public @Nullable T find(Object ofRequest) {
        return things.getIfPresent(ofRequest);
    }
}
