package io.mcpoauth2.agent.instrumentation.frameworks.kotlinsdk;

import kotlin.coroutines.Continuation;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** On {@code Protocol.onRequest(request, connection, trackCancellation, continuation)}, by which a session handles a request. */
public final class RequestAdvice {
    private RequestAdvice() {}

    /**
     * @param request null where the function is resumed, as all its parameters are
     */
    @Advice.AssignReturned.ToArguments(@ToArgument(3))
    @Advice.OnMethodEnter(inline = false)
    public static Continuation<Object> enter(
            @Advice.This Object session,
            @Advice.Argument(0) @Nullable Object request,
            @Advice.Argument(3) Continuation<Object> caller) {
        return request == null ? caller : HandledMessage.of(session, caller);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static void exit(
            @Advice.Enter @Nullable Continuation<Object> entered,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned) {
        HandledMessage.leave(entered, returned);
    }
}
