package io.mcpoauth2.agent.instrumentation.context.jetty;

import io.mcpoauth2.bridge.Carrier;
import net.bytebuddy.asm.Advice;

/** On what gives Jetty a task: its threads run it as who has given it. */
public final class TaskAdvice {
    private TaskAdvice() {}

    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    @Advice.OnMethodEnter(inline = false)
    public static Runnable enter(@Advice.Argument(0) Runnable task) {
        return Carrier.propagate(task);
    }
}
