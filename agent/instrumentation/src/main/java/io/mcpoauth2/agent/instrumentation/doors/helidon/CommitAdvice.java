package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.helidon.webserver.http.RoutingResponse;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;

/** On {@code Http1ServerResponse.commit()}, by which Helidon completes a response whether its stream has been closed or not. */
public final class CommitAdvice {
    private CommitAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This RoutingResponse response) {
        Canary.stop(response);
        ListBody.complete(response);
    }
}
