package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.vertx.core.http.HttpServerResponse;
import net.bytebuddy.asm.Advice;

/**
 * On {@code Http1xServerResponse.prepareHeaders(long)}, by which the headers are made ready to be sent, with what the
 * application sets then.
 */
public final class ResponseHeadAdvice {
    private ResponseHeadAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This HttpServerResponse response) {
        Canary.stop(response);
    }

    @Advice.OnMethodExit(inline = false)
    public static void exit(@Advice.This HttpServerResponse response, @Advice.Argument(0) long length) {
        OpenRequests.responding(response);
        ListResponses.responding(response, length);
    }
}
