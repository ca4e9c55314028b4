package io.mcpoauth2.agent.instrumentation.frameworks.mcpsdk;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * On the constructor of JSON-RPC responses, by the handling of a request, of whatever transport. A client that reads a
 * response has its result as maps and lists, and makes a list's object of it later.
 */
public final class ResponseAdvice {
    private ResponseAdvice() {}

    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(2))
    @Advice.OnMethodEnter(inline = false)
    public static @Nullable Object enter(@Advice.Argument(2) @Nullable Object result) {
        return SdkLists.asShown(result);
    }
}
