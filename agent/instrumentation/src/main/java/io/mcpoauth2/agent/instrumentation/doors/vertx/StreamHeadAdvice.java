package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.vertx.core.http.HttpServerResponse;
import net.bytebuddy.asm.Advice;

/**
 * On {@code Http2ServerResponse.prepareHeaders()}, by which Vert.x adds what is its own to headers that have all that the
 * application sets, and that are sent then.
 */
public final class StreamHeadAdvice {
    private StreamHeadAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This HttpServerResponse response) {
        Canary.stop(response);
        OpenRequests.responding(response);
        ListResponses.responding(response, -1);
    }
}
