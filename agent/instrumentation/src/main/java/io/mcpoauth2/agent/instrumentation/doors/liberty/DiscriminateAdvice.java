package io.mcpoauth2.agent.instrumentation.doors.liberty;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code VirtualHostImpl.discriminate}: our own code handles requests that ask for metadata. */
public final class DiscriminateAdvice {
    private DiscriminateAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Advice.OnNonDefaultValue.class)
    public static @Nullable Runnable enter(@Advice.Argument(0) Object connection) {
        return MetadataTask.of(connection);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable Runnable exit(
            @Advice.Enter @Nullable Runnable entered, @Advice.Return @Nullable Runnable found) {
        return entered == null ? found : entered;
    }
}
