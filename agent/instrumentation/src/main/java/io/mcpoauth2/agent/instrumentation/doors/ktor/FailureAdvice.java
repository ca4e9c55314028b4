package io.mcpoauth2.agent.instrumentation.doors.ktor;

import kotlin.coroutines.Continuation;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** On {@code handleFailure(call, error)}, by which Ktor answers for an exception that the application has not handled. */
public final class FailureAdvice {
    private FailureAdvice() {}

    /**
     * @param call null where the function is resumed, as all its parameters are
     */
    @Advice.OnMethodEnter(inline = false, skipOn = Advice.OnNonDefaultValue.class)
    public static @Nullable Object enter(
            @Advice.Argument(0) @Nullable Object call,
            @Advice.Argument(1) @Nullable Throwable error,
            @Advice.Argument(2) Continuation<Object> caller) {
        return call == null || error == null ? null : KtorDoor.answerRefusal(call, error, caller);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable Object exit(
            @Advice.Enter @Nullable Object answered,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned) {
        return answered == null ? returned : answered;
    }
}
