package io.mcpoauth2.agent.instrumentation.context.webflux;

import io.mcpoauth2.agent.instrumentation.context.reactor.IdentityMono;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * On {@code HttpWebHandlerAdapter.handle}: the caller that the server's door has put onto the thread stands in the Context
 * from here on, as servlet containers read the request's body by other threads.
 */
public final class RequestContextAdvice {
    private RequestContextAdvice() {}

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable Mono<?> exit(@Advice.Return @Nullable Mono<?> handling) {
        RequestIdentity identity = Carrier.current();
        return identity == null || handling == null ? handling : IdentityMono.of(handling, identity);
    }
}
