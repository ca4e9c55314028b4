package io.mcpoauth2.bridge;

import org.jspecify.annotations.Nullable;

/**
 * Whether a caller may call a handler. Called on guarded calls: must not block or allocate.
 *
 * <p>Depends on the user alone, who never changes: one admission may be remembered for the rest of a request.
 */
@FunctionalInterface
public interface HandlerPolicy {
    /** Returns null when the user may, else what is missing. */
    @Nullable
    Denial judge(RequestIdentity identity);
}
