package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.bridge.Carrier;
import net.bytebuddy.asm.Advice;

/** On {@code AsyncContextImpl.start(Runnable)}: Tomcat's own pool runs the task as who has started it. */
public final class TomcatTaskAdvice {
    private TomcatTaskAdvice() {}

    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    @Advice.OnMethodEnter(inline = false)
    public static Runnable enter(@Advice.This Object context, @Advice.Argument(0) Runnable task) {
        Canary.stop(context);
        return Carrier.propagate(task);
    }
}
