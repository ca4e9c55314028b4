package io.mcpoauth2.agent.instrumentation.context.reactor;

import io.mcpoauth2.bridge.Carrier;
import net.bytebuddy.asm.Advice;

/** On {@code Schedulers.onSchedule(Runnable)}: the task is wrapped afresh at each submission. */
public final class OnScheduleAdvice {
    private OnScheduleAdvice() {}

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static Runnable exit(@Advice.Argument(0) Runnable submitted, @Advice.Return Runnable task) {
        return Carrier.propagate(task, ScheduledTask.causeOf(submitted));
    }
}
