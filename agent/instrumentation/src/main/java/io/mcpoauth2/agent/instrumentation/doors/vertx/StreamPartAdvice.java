package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.netty.buffer.ByteBuf;
import io.vertx.core.http.HttpServerResponse;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** On {@code Http2ServerResponse.write(ByteBuf, boolean, …)}, by which all parts of a body are written, the last one, too. */
public final class StreamPartAdvice {
    private StreamPartAdvice() {}

    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    @Advice.OnMethodEnter(inline = false)
    public static @Nullable ByteBuf enter(
            @Advice.This HttpServerResponse response,
            @Advice.Argument(0) @Nullable ByteBuf part,
            @Advice.Argument(1) boolean last) {
        Canary.stop(response);
        OpenRequests.sending(response, part);
        return last ? ListResponses.last(response, part) : ListResponses.part(response, part);
    }
}
