package io.mcpoauth2.agent.instrumentation.doors.vertx;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code Http2ServerStream.onClose()}. */
public final class StreamEndAdvice {
    private StreamEndAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.FieldValue("request") @Nullable Object request) {
        OpenRequests.end(request);
    }
}
