package io.mcpoauth2.agent.instrumentation.context.webflux;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** On {@code FilteringWebHandler.handle(ServerWebExchange)}, within the handlers of exceptions and around all filters. */
public final class HandlerRefusalAdvice {
    private HandlerRefusalAdvice() {}

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable Mono<Void> exit(
            @Advice.Argument(0) ServerWebExchange exchange, @Advice.Return @Nullable Mono<Void> handling) {
        return handling == null
                ? null
                : handling.onErrorResume(failure -> HandlerRefusal.of(failure, exchange.getResponse()));
    }
}
