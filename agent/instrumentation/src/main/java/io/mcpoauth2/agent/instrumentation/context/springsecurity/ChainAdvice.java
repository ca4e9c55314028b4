package io.mcpoauth2.agent.instrumentation.context.springsecurity;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code doFilter} of the filter that begins and ends what a chain knows of its user. */
public final class ChainAdvice {
    private ChainAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static Object enter(@Advice.Argument(0) Object request) {
        return FilterChains.enter(request);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static void exit(@Advice.Enter @Nullable Object entered) {
        FilterChains.exit(entered);
    }
}
