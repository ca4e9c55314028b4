package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.netty.buffer.ByteBuf;
import io.vertx.core.http.HttpServerResponse;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code write(ByteBuf, …)} of the responses of HTTP/1 and HTTP/2, by which all parts of a body are written. */
public final class ResponsePartAdvice {
    private ResponsePartAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This HttpServerResponse response, @Advice.Argument(0) @Nullable ByteBuf part) {
        Canary.stop(response);
        OpenRequests.sending(response, part);
    }
}
