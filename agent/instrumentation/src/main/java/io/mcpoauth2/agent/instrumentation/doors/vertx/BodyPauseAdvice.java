package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.vertx.core.http.HttpServerRequest;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code pause()} of a request. */
public final class BodyPauseAdvice {
    private BodyPauseAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Advice.OnNonDefaultValue.class)
    public static @Nullable Object enter(@Advice.FieldValue("context") Object context) {
        ReplayedBody body = ReplayedBody.of(context);
        if (body != null) {
            body.pause();
        }
        return body;
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static HttpServerRequest exit(@Advice.This HttpServerRequest request) {
        return request;
    }
}
