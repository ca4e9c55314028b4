package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToFields.ToField;

/**
 * On {@code Http1xServerConnection.handleMessage(Object)}, which calls the connection's handler: that of the server, or of its
 * WebSockets and the server.
 */
public final class RequestHandlerAdvice {
    private RequestHandlerAdvice() {}

    @Advice.AssignReturned.ToFields(@ToField("requestHandler"))
    @Advice.OnMethodEnter(inline = false)
    public static Handler<HttpServerRequest> enter(
            @Advice.This Object connection, @Advice.FieldValue("requestHandler") Handler<HttpServerRequest> handler) {
        Canary.stop(connection);
        return GuardedRequests.of(handler);
    }
}
