package io.mcpoauth2.agent.instrumentation.frameworks.stdio;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * On the methods that begin to read messages from standard input: whatever thread or coroutine they start handles them, and
 * carries on what the starting thread does.
 */
public final class StdioAdvice {
    private StdioAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static @Nullable RequestIdentity enter() {
        return Carrier.swap(RequestIdentity.ofStdio());
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static void exit(@Advice.Enter @Nullable RequestIdentity previous) {
        Carrier.restore(previous);
    }
}
