package io.mcpoauth2.agent.instrumentation.frameworks.quarkusmcp;

import io.mcpoauth2.bridge.Skip;
import io.vertx.ext.web.RoutingContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On the methods of message handlers that are given a route's request. */
public final class RoutingContextAdvice {
    private RoutingContextAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
    public static @Nullable Object enter(@Advice.Argument(0) RoutingContext context) {
        return RefusingHandler.answers(context) ? Skip.BODY : null;
    }
}
