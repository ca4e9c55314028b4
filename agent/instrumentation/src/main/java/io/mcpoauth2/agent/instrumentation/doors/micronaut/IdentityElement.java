package io.mcpoauth2.agent.instrumentation.doors.micronaut;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a request in Micronaut's own context, which follows the request over its executors and publishers.
 *
 * @param identity may be nobody's
 */
record IdentityElement(RequestIdentity identity) implements ThreadPropagatedContextElement<@Nullable RequestIdentity> {
    @Override
    public @Nullable RequestIdentity updateThreadContext() {
        return Carrier.swap(identity);
    }

    @Override
    public void restoreThreadContext(@Nullable RequestIdentity previous) {
        Carrier.restore(previous);
    }
}
