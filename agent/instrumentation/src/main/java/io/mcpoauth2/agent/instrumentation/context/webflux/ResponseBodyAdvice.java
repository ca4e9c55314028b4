package io.mcpoauth2.agent.instrumentation.context.webflux;

import io.mcpoauth2.agent.instrumentation.context.reactor.CausedDemand;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * On {@code AbstractListenerServerHttpResponse.writeAndFlushWithInternal(Publisher)}, by which servlet containers and
 * Undertow write all bodies: their threads ask the application's publishers for more.
 */
public final class ResponseBodyAdvice {
    private ResponseBodyAdvice() {}

    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    @Advice.OnMethodEnter(inline = false)
    public static Publisher<? extends Publisher<?>> enter(@Advice.Argument(0) Publisher<? extends Publisher<?>> body) {
        return CausedDemand.of(Flux.from(body).map(part -> CausedDemand.of(part)));
    }
}
