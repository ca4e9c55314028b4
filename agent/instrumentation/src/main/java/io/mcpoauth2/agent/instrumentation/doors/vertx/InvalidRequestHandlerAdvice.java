package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToFields.ToField;

/** On {@code Http1xServerConnection.handleMessage(Object)}: the handler of requests that could not be decoded. */
public final class InvalidRequestHandlerAdvice {
    private InvalidRequestHandlerAdvice() {}

    /** Vert.x's own handler runs no code of the application. */
    @SuppressWarnings("ReferenceEquality")
    @Advice.AssignReturned.ToFields(@ToField("invalidRequestHandler"))
    @Advice.OnMethodEnter(inline = false)
    public static Handler<HttpServerRequest> enter(
            @Advice.This Object connection,
            @Advice.FieldValue("invalidRequestHandler") Handler<HttpServerRequest> handler) {
        Canary.stop(connection);
        return handler == HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER ? handler : GuardedRequests.of(handler);
    }
}
