package io.mcpoauth2.agent.instrumentation.frameworks.kotlinsdk;

import io.ktor.server.routing.RoutingContext;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function2;
import net.bytebuddy.asm.Advice;

/** On {@code RoutingNode.handle}, by which a route gets its handler while the application starts. */
public final class RouteAdvice {
    private RouteAdvice() {}

    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    @Advice.OnMethodEnter(inline = false)
    public static Function2<RoutingContext, Continuation<?>, Object> enter(
            @Advice.Argument(0) Function2<RoutingContext, Continuation<?>, Object> handler) {
        return RefusingRoute.isOfTheSdk() ? new RefusingRoute(handler) : handler;
    }
}
