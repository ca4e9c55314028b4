package io.mcpoauth2.agent.instrumentation.context.vertx;

import io.mcpoauth2.bridge.Skip;
import io.vertx.ext.web.RoutingContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code RoutingContextImpl.fail(int, Throwable)}. */
public final class FailAdvice {
    private FailAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
    public static @Nullable Object enter(
            @Advice.This RoutingContext context, @Advice.Argument(1) @Nullable Throwable failure) {
        return failure != null && VertxReply.answers(failure, context.request()) ? Skip.BODY : null;
    }
}
