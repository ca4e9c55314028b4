package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;
import reactor.netty.http.server.HttpServerResponse;

/** On {@code HttpServerOperations.beforeMarkSentHeaders()}, which is called before a response's headers are sent. */
public final class ResponseHeadAdvice {
    private ResponseHeadAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This HttpServerResponse response) {
        Canary.stop(response);
        ObservedResponses.responding(response);
    }
}
