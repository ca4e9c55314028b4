package io.mcpoauth2.agent.instrumentation.doors.vertx;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code isEnded()} of a request. */
public final class BodyEndedAdvice {
    private BodyEndedAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Advice.OnNonDefaultValue.class)
    public static @Nullable Object enter(@Advice.FieldValue("context") Object context) {
        return ReplayedBody.of(context);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static boolean exit(@Advice.Enter @Nullable Object replayed, @Advice.Return boolean returned) {
        return replayed == null && returned;
    }
}
