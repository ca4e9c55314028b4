package io.mcpoauth2.agent.instrumentation.frameworks.quarkusmcp;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code Messages.newResult}, which is given a request's id and its result. */
public final class ResultAdvice {
    private ResultAdvice() {}

    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(1))
    @Advice.OnMethodEnter(inline = false)
    public static @Nullable Object enter(@Advice.Argument(1) @Nullable Object result) {
        return JsonLists.asShown(result);
    }
}
