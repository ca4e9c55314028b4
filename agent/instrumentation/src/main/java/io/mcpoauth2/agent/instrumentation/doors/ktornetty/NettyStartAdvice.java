package io.mcpoauth2.agent.instrumentation.doors.ktornetty;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.agent.instrumentation.door.ServerStart;
import java.lang.invoke.MethodHandles;
import net.bytebuddy.asm.Advice;

/** On {@code NettyApplicationEngine.start(boolean)}. */
public final class NettyStartAdvice {
    private NettyStartAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Object engine) throws IllegalAccessException {
        Canary.stop(engine);
        // What reads this engine's requests is named here, so that a version that it does not fit refuses to start.
        MethodHandles.lookup().ensureInitialized(KtorNettyRequest.class);
        ServerStart.announce();
    }
}
