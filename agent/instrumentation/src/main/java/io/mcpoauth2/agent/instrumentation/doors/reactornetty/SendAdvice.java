package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/**
 * On {@code SendManyInner.run()}, by which the event loop asks the application for more of a response: the application's
 * publishers run in there, for the request that the response is of.
 */
public final class SendAdvice {
    private SendAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static @Nullable Object enter(
            @Advice.This Object response, @Advice.FieldValue("actualContext") Context context) {
        Canary.stop(response);
        return Carrier.isUsed()
                ? Carrier.swap(context.getOrDefault(RequestIdentity.class, RequestIdentity.NOBODY))
                : null;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static void exit(@Advice.Enter @Nullable Object previous) {
        Carrier.restore((RequestIdentity) previous);
    }
}
