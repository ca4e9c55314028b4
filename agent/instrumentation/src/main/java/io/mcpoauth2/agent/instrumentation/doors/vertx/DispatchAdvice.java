package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;

/** On {@code Http2ServerRequest.dispatch(Handler)}, by which each stream of HTTP/2 is handed to the server's handler. */
public final class DispatchAdvice {
    private DispatchAdvice() {}

    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    @Advice.OnMethodEnter(inline = false)
    public static Handler<HttpServerRequest> enter(
            @Advice.This Object request, @Advice.Argument(0) Handler<HttpServerRequest> handler) {
        Canary.stop(request);
        return GuardedRequests.of(handler);
    }
}
