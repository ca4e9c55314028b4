package io.mcpoauth2.agent.instrumentation.context.vertx;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code VertxImpl.beginDispatch(ContextInternal)}, by which all code of a context is entered, whatever thread runs it. */
public final class BeginDispatchAdvice {
    private BeginDispatchAdvice() {}

    @Advice.OnMethodExit(inline = false)
    public static void exit(@Advice.Argument(0) @Nullable Object context) {
        Dispatches.begin(context);
    }
}
