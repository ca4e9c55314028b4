package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code handler(Handler)} of a request, which is given the parts of its body. */
public final class BodyHandlerAdvice {
    private BodyHandlerAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Advice.OnNonDefaultValue.class)
    public static @Nullable Object enter(
            @Advice.FieldValue("context") Object context, @Advice.Argument(0) @Nullable Handler<Buffer> handler) {
        ReplayedBody body = ReplayedBody.of(context);
        if (body != null) {
            body.handler(handler);
        }
        return body;
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static HttpServerRequest exit(@Advice.This HttpServerRequest request) {
        return request;
    }
}
