package io.mcpoauth2.agent.instrumentation.context.vertx;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import io.vertx.core.Context;
import net.bytebuddy.asm.Advice;

/** On {@code duplicate} of contexts: a new one works for the request that had it made. */
public final class DuplicateAdvice {
    private DuplicateAdvice() {}

    @Advice.OnMethodExit(inline = false)
    public static void exit(@Advice.Return Context duplicate) {
        RequestIdentity cause = Carrier.cause();
        if (cause != null) {
            ContextCaller.set(duplicate, cause);
        }
    }
}
