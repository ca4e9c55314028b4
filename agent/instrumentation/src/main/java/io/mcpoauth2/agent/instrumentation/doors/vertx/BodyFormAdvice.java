package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.vertx.core.http.HttpServerRequest;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code setExpectMultipart(boolean)} and {@code uploadHandler(Handler)} of a request: a message is no form. */
public final class BodyFormAdvice {
    private BodyFormAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Advice.OnNonDefaultValue.class)
    public static @Nullable Object enter(@Advice.FieldValue("context") Object context) {
        return ReplayedBody.of(context);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static HttpServerRequest exit(@Advice.This HttpServerRequest request) {
        return request;
    }
}
