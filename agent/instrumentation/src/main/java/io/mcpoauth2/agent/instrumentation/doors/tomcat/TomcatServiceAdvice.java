package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import net.bytebuddy.asm.Advice;
import org.apache.coyote.Request;
import org.jspecify.annotations.Nullable;

/** On {@code CoyoteAdapter.service(Request, Response)}: takes off the thread what {@link TomcatParsedAdvice} put there. */
public final class TomcatServiceAdvice {
    private TomcatServiceAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static @Nullable Object enter(@Advice.This Object adapter) {
        Canary.stop(adapter);
        return Carrier.current();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static void exit(@Advice.Enter @Nullable Object previous, @Advice.Argument(0) Request request) {
        if (Carrier.current() != previous) { // Nothing is bound where Tomcat itself has answered.
            Carrier.restore((RequestIdentity) previous);
        }
        TomcatExchange.leaveService(request);
    }
}
