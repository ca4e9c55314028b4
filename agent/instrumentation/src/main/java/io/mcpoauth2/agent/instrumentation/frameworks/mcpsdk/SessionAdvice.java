package io.mcpoauth2.agent.instrumentation.frameworks.mcpsdk;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.bridge.RequestIdentity;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** On the methods by which HTTP transports hand a message to a session; they return a {@code Mono}. */
public final class SessionAdvice {
    private SessionAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static Object enter(@Advice.This Object session) {
        Canary.stop(session);
        return SessionIdentity.require();
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable Mono<?> exit(@Advice.Enter Object identity, @Advice.Return @Nullable Mono<?> handling) {
        return SessionIdentity.bind((RequestIdentity) identity, handling);
    }
}
