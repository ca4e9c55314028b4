package io.mcpoauth2.agent.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Remembers admissions where a server's requests have no attributes of their own: by an object of the request, which is
 * compared by identity.
 *
 * <p>Keeps neither alive: an admission holds its request, so that one that was kept here would never be collected.
 */
public final class Admissions {
    private final Cache<Object, Admission> admissions = Caffeine.newBuilder()
            .weakKeys()
            .weakValues()
            .executor(Runnable::run)
            .build();

    public void put(Object ofRequest, Admission admission) {
        admissions.put(ofRequest, admission);
    }

    public void forget(Object ofRequest) {
        admissions.invalidate(ofRequest);
    }

    /** The admission if its request goes on and its token has not expired meanwhile, else null. */
    public @Nullable Admission find(Object ofRequest) {
        Admission admission = admissions.getIfPresent(ofRequest);
        return admission == null || admission.hasEnded() || admission.hasExpired() ? null : admission;
    }
}
