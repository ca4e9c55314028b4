package io.mcpoauth2.agent.instrumentation.context.jetty;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Exchange;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * On {@code runInContext} of an asynchronous request's state, by which Jetty tells the request's listeners of its time-out, its
 * failure and its end, on whatever thread finds out: they run as the request's caller.
 *
 * <p>By reflection, as each release of servlets has a state of its own.
 */
public final class ListenersAdvice {
    private ListenersAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static @Nullable Object enter(@Advice.This Object state) throws ReflectiveOperationException {
        Object known = state.getClass().getMethod("getAttribute", String.class).invoke(state, Exchange.ATTRIBUTE);
        return Carrier.swap(known instanceof Admission admission ? admission.identity() : RequestIdentity.NOBODY);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static void exit(@Advice.Enter @Nullable Object previous) {
        Carrier.restore((RequestIdentity) previous);
    }
}
