package io.mcpoauth2.agent.instrumentation.frameworks.webflux;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** On the methods of WebFlux transports that turn a request into the promise of a response. */
public final class WebFluxTransportAdvice {
    private WebFluxTransportAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Mono.class)
    public static @Nullable Object enter(@Advice.Argument(0) ServerRequest request) {
        return WebFluxRefusal.of(request);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable Mono<?> exit(
            @Advice.Enter @Nullable Object refusal, @Advice.Return @Nullable Mono<?> handling) {
        return refusal instanceof Mono<?> reply ? reply : WebFluxRefusal.orRefused(handling);
    }
}
