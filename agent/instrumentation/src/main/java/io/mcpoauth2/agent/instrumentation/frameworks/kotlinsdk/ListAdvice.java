package io.mcpoauth2.agent.instrumentation.frameworks.kotlinsdk;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** On the functions of a server that make its lists. */
public final class ListAdvice {
    private ListAdvice() {}

    @Advice.AssignReturned.ToReturned(typing = Assigner.Typing.DYNAMIC)
    @Advice.OnMethodExit(inline = false)
    public static @Nullable Object exit(@Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object answer) {
        return KotlinLists.asShown(answer);
    }
}
