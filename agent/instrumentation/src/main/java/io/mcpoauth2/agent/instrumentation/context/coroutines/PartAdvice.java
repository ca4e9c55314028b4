package io.mcpoauth2.agent.instrumentation.context.coroutines;

import kotlin.coroutines.CoroutineContext;
import net.bytebuddy.asm.Advice;

/** On {@code newCoroutineContext(CoroutineContext, CoroutineContext)}, by which {@code withContext} and its like make one. */
public final class PartAdvice {
    private PartAdvice() {}

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static CoroutineContext exit(
            @Advice.Argument(0) CoroutineContext coroutine, @Advice.Return CoroutineContext part) {
        return CallerElement.ofPart(coroutine, part);
    }
}
