package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/** On {@code Http1xServerResponse.end(Buffer, …)}, whose overloads call each other, and none of which writes by another method. */
public final class ResponseLastPartAdvice {
    private ResponseLastPartAdvice() {}

    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    @Advice.OnMethodEnter(inline = false)
    public static @Nullable Buffer enter(
            @Advice.This HttpServerResponse response, @Advice.Argument(0) @Nullable Buffer last) {
        Canary.stop(response);
        OpenRequests.sendingLast(response, last);
        return ListResponses.last(response, last);
    }
}
