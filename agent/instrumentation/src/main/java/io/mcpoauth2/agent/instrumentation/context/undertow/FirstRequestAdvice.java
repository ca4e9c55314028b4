package io.mcpoauth2.agent.instrumentation.context.undertow;

import io.mcpoauth2.agent.door.Exchange;
import io.mcpoauth2.agent.instrumentation.door.Passage;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * On {@code ServletInitialHandler.handleFirstRequest}: tells the servlet layer what the door has admitted the request with,
 * so that it is not judged again. One that passed without a caller is, if a handler has given it another path since.
 */
public final class FirstRequestAdvice {
    private FirstRequestAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(
            @Advice.Argument(0) HttpServerExchange exchange, @Advice.Argument(1) ServletRequestContext context) {
        @Nullable Passage passage = Passages.of(exchange);
        if (passage != null
                && (!passage.admission().isNobodys() || passage.rawPath().equals(exchange.getRequestURI()))) {
            context.getOriginalRequest().setAttribute(Exchange.ATTRIBUTE, passage.admission());
        }
    }
}
