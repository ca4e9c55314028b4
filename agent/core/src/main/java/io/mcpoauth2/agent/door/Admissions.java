package io.mcpoauth2.agent.door;

import org.jspecify.annotations.Nullable;

/** Remembers admissions where a server's requests have no attributes of their own, as long as they admit. */
public final class Admissions {
    private final ByRequest<Admission> admissions = new ByRequest<>();

    public void put(Object ofRequest, Admission admission) {
        admissions.put(ofRequest, admission);
    }

    public void forget(Object ofRequest) {
        admissions.forget(ofRequest);
    }

    /** The admission if its request goes on and its token has not expired meanwhile, else null. */
    public @Nullable Admission find(Object ofRequest) {
        Admission admission = admissions.find(ofRequest);
        return admission == null || admission.hasEnded() || admission.hasExpired() ? null : admission;
    }
}
