package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.vertx.core.http.HttpServerResponse;
import net.bytebuddy.asm.Advice;

/** On {@code prepareHeaders} of the responses of HTTP/1 and HTTP/2, by which their headers are made ready to be sent. */
public final class ResponseHeadAdvice {
    private ResponseHeadAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This HttpServerResponse response) {
        Canary.stop(response);
        OpenRequests.responding(response);
    }
}
