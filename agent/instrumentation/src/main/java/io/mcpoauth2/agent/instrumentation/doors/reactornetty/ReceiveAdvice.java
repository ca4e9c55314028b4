package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import io.mcpoauth2.agent.instrumentation.context.reactor.CausedSubscriber;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import reactor.core.CoreSubscriber;

/** On {@code FluxReceive.subscribe(CoreSubscriber)}: what the event loop reads is handled for the request that it is of. */
public final class ReceiveAdvice {
    private ReceiveAdvice() {}

    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    @Advice.OnMethodEnter(inline = false)
    public static CoreSubscriber<?> enter(@Advice.This Object body, @Advice.Argument(0) CoreSubscriber<?> subscriber) {
        Canary.stop(body);
        return CausedSubscriber.of(subscriber);
    }
}
