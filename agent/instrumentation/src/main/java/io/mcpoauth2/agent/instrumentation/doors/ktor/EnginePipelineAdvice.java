package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;

/** On {@code EnginePipeline.getDevelopmentMode()}: the door itself is woven into its superclass. */
public final class EnginePipelineAdvice {
    private EnginePipelineAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Object pipeline) {
        Canary.stop(pipeline);
    }
}
