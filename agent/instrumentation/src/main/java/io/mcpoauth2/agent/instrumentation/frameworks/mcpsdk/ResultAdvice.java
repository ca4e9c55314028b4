package io.mcpoauth2.agent.instrumentation.frameworks.mcpsdk;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** On the method of SDK 2.2's other server that makes a result, its second argument, a response. */
public final class ResultAdvice {
    private ResultAdvice() {}

    @Advice.AssignReturned.ToArguments(
            @Advice.AssignReturned.ToArguments.ToArgument(value = 1, typing = Assigner.Typing.DYNAMIC))
    @Advice.OnMethodEnter(inline = false)
    public static @Nullable Object enter(@Advice.Argument(1) @Nullable Object result) {
        return SdkLists.asShown(result);
    }
}
