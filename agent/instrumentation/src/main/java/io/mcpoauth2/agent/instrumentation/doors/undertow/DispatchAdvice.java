package io.mcpoauth2.agent.instrumentation.doors.undertow;

import io.mcpoauth2.agent.instrumentation.door.Passage;
import io.mcpoauth2.bridge.Carrier;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code HttpServerExchange.dispatch(Executor, Runnable)}: the task runs for the exchange's request. */
public final class DispatchAdvice {
    private DispatchAdvice() {}

    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(1))
    @Advice.OnMethodEnter(inline = false)
    public static Runnable enter(@Advice.This HttpServerExchange exchange, @Advice.Argument(1) Runnable task) {
        @Nullable Passage passage = exchange.getAttachment(GuardedHandler.PASSAGE);
        return passage == null
                ? task
                : Carrier.propagate(task, passage.admission().identity());
    }
}
