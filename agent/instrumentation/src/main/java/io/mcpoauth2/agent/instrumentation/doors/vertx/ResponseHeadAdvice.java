package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.vertx.core.http.HttpServerResponse;
import net.bytebuddy.asm.Advice;

/**
 * On {@code prepareHeaders} of the responses of HTTP/1, which tells it the length of a body that is known, and of HTTP/2, by
 * which their headers are made ready to be sent.
 */
public final class ResponseHeadAdvice {
    private ResponseHeadAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(
            @Advice.This HttpServerResponse response, @Advice.Argument(value = 0, optional = true) long length) {
        Canary.stop(response);
        OpenRequests.responding(response);
        ListResponses.responding(response, length);
    }
}
