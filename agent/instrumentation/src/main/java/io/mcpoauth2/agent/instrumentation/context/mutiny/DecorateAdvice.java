package io.mcpoauth2.agent.instrumentation.context.mutiny;

import io.mcpoauth2.agent.instrumentation.context.callback.CausedCallback;
import io.mcpoauth2.bridge.Carrier;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** On {@code Infrastructure.decorate}, which there is once for each type of callback: what it returns is called later. */
public final class DecorateAdvice {
    private DecorateAdvice() {}

    @Advice.AssignReturned.ToReturned(typing = Assigner.Typing.DYNAMIC)
    @Advice.OnMethodExit(inline = false)
    public static @Nullable Object exit(
            @Advice.Origin("#r") String type,
            @Advice.Origin Class<?> infrastructure,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object callback)
            throws ClassNotFoundException {
        return Carrier.isUsed()
                ? CausedCallback.of(callback, Class.forName(type, false, infrastructure.getClassLoader()))
                : callback;
    }
}
