package io.mcpoauth2.agent.instrumentation.frameworks.quarkusmcp;

import io.mcpoauth2.agent.door.Doors;
import net.bytebuddy.asm.Advice;

/** On what a WebSocket brings, where the response is over: Quarkus closes the connection when an exception leaves. */
public final class WebSocketAdvice {
    private WebSocketAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter() {
        Doors.installed().chokePoints().require(RefusingHandler.FRAMEWORK);
    }
}
