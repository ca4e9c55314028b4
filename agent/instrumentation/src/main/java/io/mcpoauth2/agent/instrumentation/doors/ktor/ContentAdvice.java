package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.http.content.OutgoingContent;
import io.ktor.server.engine.BaseApplicationResponse;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;

/**
 * On {@code BaseApplicationResponse.respondOutgoingContent(OutgoingContent, Continuation)}, which each engine calls for what
 * is to be sent; when it is resumed, another method is.
 */
public final class ContentAdvice {
    private ContentAdvice() {}

    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    @Advice.OnMethodEnter(inline = false)
    public static OutgoingContent enter(
            @Advice.This BaseApplicationResponse response, @Advice.Argument(0) OutgoingContent content) {
        Canary.stop(response);
        return ObservedCalls.shown(response, content);
    }
}
