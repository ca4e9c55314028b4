package io.mcpoauth2.agent.instrumentation.context.vertx;

import net.bytebuddy.asm.Advice;

/** On {@code VertxImpl.endDispatch(ContextInternal)}. */
public final class EndDispatchAdvice {
    private EndDispatchAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter() {
        Dispatches.end();
    }
}
