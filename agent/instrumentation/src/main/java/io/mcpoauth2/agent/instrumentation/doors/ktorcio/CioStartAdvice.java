package io.mcpoauth2.agent.instrumentation.doors.ktorcio;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.agent.instrumentation.door.ServerStart;
import java.lang.invoke.MethodHandles;
import net.bytebuddy.asm.Advice;

/** On {@code CIOApplicationEngine.startConnector}, which is called for each port. */
public final class CioStartAdvice {
    private CioStartAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Object engine) throws IllegalAccessException {
        Canary.stop(engine);
        // What reads this engine's requests is named here, so that a version that it does not fit refuses to start.
        MethodHandles.lookup().ensureInitialized(KtorCioRequest.class);
        ServerStart.announce();
    }
}
