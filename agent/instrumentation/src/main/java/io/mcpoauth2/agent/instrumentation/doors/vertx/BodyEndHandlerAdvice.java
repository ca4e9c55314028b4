package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code endHandler(Handler)} of a request, which is told of the end of its body. */
public final class BodyEndHandlerAdvice {
    private BodyEndHandlerAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Advice.OnNonDefaultValue.class)
    public static @Nullable Object enter(
            @Advice.FieldValue("context") Object context, @Advice.Argument(0) @Nullable Handler<Void> handler) {
        ReplayedBody body = ReplayedBody.of(context);
        if (body != null) {
            body.endHandler(handler);
        }
        return body;
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static HttpServerRequest exit(@Advice.This HttpServerRequest request) {
        return request;
    }
}
