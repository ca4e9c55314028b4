package io.mcpoauth2.bridge;

import org.jspecify.annotations.Nullable;

/** Whether an authenticated user may call a handler. Called on every guarded call: must not block or allocate. */
@FunctionalInterface
public interface HandlerPolicy {
    /** Returns null when the user may, else what is missing. */
    @Nullable
    Denial judge(RequestIdentity identity);
}
