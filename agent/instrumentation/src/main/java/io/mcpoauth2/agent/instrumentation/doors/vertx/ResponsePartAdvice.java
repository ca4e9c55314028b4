package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.netty.buffer.ByteBuf;
import io.vertx.core.http.HttpServerResponse;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** On {@code Http1xServerResponse.write(ByteBuf, …)}, by which all parts of a body are written but the last one. */
public final class ResponsePartAdvice {
    private ResponsePartAdvice() {}

    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    @Advice.OnMethodEnter(inline = false)
    public static @Nullable ByteBuf enter(
            @Advice.This HttpServerResponse response, @Advice.Argument(0) @Nullable ByteBuf part) {
        Canary.stop(response);
        OpenRequests.sending(response, part);
        return ListResponses.part(response, part);
    }
}
