package io.mcpoauth2.agent.instrumentation.context.webflux;

import io.mcpoauth2.agent.instrumentation.context.reactor.CausedDemand;
import io.mcpoauth2.agent.instrumentation.context.reactor.LiveBody;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * On {@code AbstractListenerServerHttpResponse.writeAndFlushWithInternal(Publisher)}, by which servlet containers and
 * Undertow write all bodies: their threads ask the application's publishers for more, and nobody asks once the connection has been closed.
 */
public final class ResponseBodyAdvice {
    private ResponseBodyAdvice() {}

    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    @Advice.OnMethodEnter(inline = false)
    public static Publisher<? extends Publisher<?>> enter(@Advice.Argument(0) Publisher<? extends Publisher<?>> body) {
        return LiveBody.of(CausedDemand.of(Flux.from(body).map(part -> LiveBody.of(CausedDemand.of(part)))));
    }
}
