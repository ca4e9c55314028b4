package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.vertx.core.Future;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code body()} of a request. */
public final class BodyAdvice {
    private BodyAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Advice.OnNonDefaultValue.class)
    public static @Nullable Object enter(@Advice.FieldValue("context") Object context) {
        ReplayedBody body = ReplayedBody.of(context);
        return body == null ? null : body.whole();
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable Future<?> exit(
            @Advice.Enter @Nullable Object replayed, @Advice.Return @Nullable Future<?> returned) {
        return replayed == null ? returned : (Future<?>) replayed;
    }
}
