package io.mcpoauth2.agent.instrumentation.doors.micronaut;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code RoutingInBoundHandler.responseWritten(Object)}, which is told that a request has ended, whatever way. */
public final class ResponseWrittenAdvice {
    private ResponseWrittenAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Object handler, @Advice.Argument(0) @Nullable Object attachment) {
        Canary.stop(handler);
        AdmittedOutbound.ended(attachment);
    }
}
