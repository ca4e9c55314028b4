package io.mcpoauth2.agent.instrumentation.context.reactor;

import net.bytebuddy.asm.Advice;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;

/** On what Reactor asks before it subscribes to a publisher that may be another library's. */
public final class OtherSourceAdvice {
    private static final String REACTORS_OWN = "reactor.core.publisher.";

    private OtherSourceAdvice() {}

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static CoreSubscriber<?> exit(
            @Advice.Argument(0) Publisher<?> publisher, @Advice.Return CoreSubscriber<?> subscriber) {
        boolean own = publisher.getClass().getName().startsWith(REACTORS_OWN);
        return own ? subscriber : CausedSubscriber.of(subscriber);
    }
}
