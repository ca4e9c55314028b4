package io.mcpoauth2.agent.instrumentation.context.coroutines;

import kotlin.coroutines.CoroutineContext;
import net.bytebuddy.asm.Advice;

/** On {@code newCoroutineContext(CoroutineScope, CoroutineContext)}, by which every coroutine builder makes a context. */
public final class LaunchAdvice {
    private LaunchAdvice() {}

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static CoroutineContext exit(@Advice.Return CoroutineContext context) {
        return CallerElement.ofLaunched(context);
    }
}
