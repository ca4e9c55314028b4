package io.mcpoauth2.agent.instrumentation.doors.undertow;

import io.undertow.server.Connectors;
import java.lang.invoke.MethodHandles;
import net.bytebuddy.asm.Advice;

/**
 * On {@code setRootHandler} of what listens, which happens before it does: has the class loaded that the door is woven into,
 * as Undertow itself loads it with the first request, when it is too late to find out that the door is not there.
 */
public final class ListenerAdvice {
    private ListenerAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter() throws IllegalAccessException {
        MethodHandles.lookup().ensureInitialized(Connectors.class);
    }
}
