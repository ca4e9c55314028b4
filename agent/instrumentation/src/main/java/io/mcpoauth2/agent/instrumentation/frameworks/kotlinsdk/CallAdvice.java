package io.mcpoauth2.agent.instrumentation.frameworks.kotlinsdk;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** On suspend functions of transports that serve a call: the refusal is sent in their place, and resumes their caller. */
public final class CallAdvice {
    private CallAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Advice.OnNonDefaultValue.class)
    public static @Nullable Object enter(@Advice.AllArguments @Nullable Object[] arguments) {
        return KtorRefusal.ofFunction(arguments);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable Object exit(
            @Advice.Enter @Nullable Object refused,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned) {
        return refused == null ? returned : refused;
    }
}
