package io.mcpoauth2.agent.instrumentation.context.undertow;

import io.mcpoauth2.agent.instrumentation.door.Passage;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On what the container calls of an application for an exchange, by whichever thread: listeners of bodies, asynchronous tasks. */
public final class CallbackAdvice {
    private CallbackAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static @Nullable Object enter(@Advice.Argument(0) HttpServerExchange exchange) {
        @Nullable Passage passage = Passages.of(exchange);
        return Carrier.swap(
                passage == null ? RequestIdentity.NOBODY : passage.admission().identity());
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static void exit(@Advice.Enter @Nullable Object previous) {
        Carrier.restore((RequestIdentity) previous);
    }
}
