package io.mcpoauth2.agent.instrumentation.context.reactor;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import reactor.core.CoreSubscriber;

/** On the methods by which a source is subscribed to whose signals may come from another request's thread. */
public final class SourceAdvice {
    private SourceAdvice() {}

    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    @Advice.OnMethodEnter(inline = false)
    public static CoreSubscriber<?> enter(@Advice.Argument(0) CoreSubscriber<?> subscriber) {
        return CausedSubscriber.of(subscriber);
    }
}
