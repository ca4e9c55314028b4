package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.vertx.core.http.HttpServerRequest;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code fetch(long)} of a request, by which it is resumed, too. */
public final class BodyFetchAdvice {
    private BodyFetchAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Advice.OnNonDefaultValue.class)
    public static @Nullable Object enter(
            @Advice.FieldValue("context") Object context, @Advice.Argument(0) long amount) {
        ReplayedBody body = ReplayedBody.of(context);
        if (body != null) {
            body.fetch(amount);
        }
        return body;
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static HttpServerRequest exit(@Advice.This HttpServerRequest request) {
        return request;
    }
}
