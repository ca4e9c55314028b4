package io.mcpoauth2.agent.instrumentation.frameworks.kotlinsdk;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On suspend functions that start a stream whose response is over: Ktor closes it when an exception leaves. */
public final class StreamAdvice {
    private StreamAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Object transport, @Advice.AllArguments @Nullable Object[] arguments) {
        KtorRefusal.requireIdentity(transport, arguments);
    }
}
