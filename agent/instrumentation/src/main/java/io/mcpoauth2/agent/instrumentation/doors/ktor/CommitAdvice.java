package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.http.content.OutgoingContent;
import io.ktor.server.engine.BaseApplicationResponse;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;

/** On {@code BaseApplicationResponse.commitHeaders(OutgoingContent)}, before which a response's headers can be added to. */
public final class CommitAdvice {
    private CommitAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(
            @Advice.This BaseApplicationResponse response, @Advice.Argument(0) OutgoingContent content) {
        Canary.stop(response);
        ObservedCalls.responding(response, content);
    }
}
