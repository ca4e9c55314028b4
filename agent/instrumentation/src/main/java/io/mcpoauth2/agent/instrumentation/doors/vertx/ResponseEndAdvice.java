package io.mcpoauth2.agent.instrumentation.doors.vertx;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code Http1xServerConnection.responseComplete()} and {@code handleClosed()}: the response is over, or never will be. */
public final class ResponseEndAdvice {
    private ResponseEndAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.FieldValue("responseInProgress") @Nullable Object request) {
        OpenRequests.end(request);
    }
}
