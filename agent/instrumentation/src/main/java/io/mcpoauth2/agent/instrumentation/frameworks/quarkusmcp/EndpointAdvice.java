package io.mcpoauth2.agent.instrumentation.frameworks.quarkusmcp;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import net.bytebuddy.asm.Advice;

/** On the methods that make the handlers of Quarkus MCP's routes, once while the application starts. */
public final class EndpointAdvice {
    private EndpointAdvice() {}

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static Handler<RoutingContext> exit(@Advice.Return Handler<RoutingContext> handler) {
        return new RefusingHandler(handler);
    }
}
