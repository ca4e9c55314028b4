package io.mcpoauth2.agent.instrumentation.doors.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;

/** On {@code Connectors.executeRootHandler}: another root handler for requests that ask for metadata. */
public final class RootHandlerAdvice {
    private RootHandlerAdvice() {}

    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    @Advice.OnMethodEnter(inline = false)
    public static HttpHandler enter(
            @Advice.Argument(0) HttpHandler handler, @Advice.Argument(1) HttpServerExchange exchange) {
        return MetadataHandler.insteadOf(handler, exchange);
    }
}
