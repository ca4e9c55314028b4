package io.mcpoauth2.agent.instrumentation.doors.undertow;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;

/** On {@code Connectors.executeRootHandler}: a handler that has the request judged, or runs as whom it has been admitted. */
public final class RootHandlerAdvice {
    private RootHandlerAdvice() {}

    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    @Advice.OnMethodEnter(inline = false)
    public static HttpHandler enter(
            @Advice.Argument(0) HttpHandler handler, @Advice.Argument(1) HttpServerExchange exchange) {
        Canary.stop(exchange);
        return GuardedHandler.insteadOf(handler, exchange);
    }
}
