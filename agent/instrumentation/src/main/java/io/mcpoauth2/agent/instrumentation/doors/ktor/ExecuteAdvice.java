package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import kotlin.coroutines.Continuation;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** On {@code Pipeline.execute(context, subject, continuation)}, which is called once and not again when it is resumed. */
public final class ExecuteAdvice {
    private ExecuteAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Advice.OnNonDefaultValue.class)
    public static @Nullable Object enter(
            @Advice.This Object pipeline,
            @Advice.Argument(0) Object context,
            @Advice.Argument(1) Object subject,
            @Advice.Argument(2) Continuation<Object> caller) {
        Canary.stop(pipeline);
        return Pipelines.areOfEngines(pipeline) ? KtorDoor.serve(pipeline, context, subject, caller) : null;
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable Object exit(
            @Advice.Enter @Nullable Object served,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned) {
        return served == null ? returned : served;
    }
}
