package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.agent.instrumentation.door.Served;
import java.nio.channels.SocketChannel;
import net.bytebuddy.asm.Advice;

/** On {@code ConnectionHandler.run()}, which serves one connection from its first request to its last. */
public final class ConnectionAdvice {
    private ConnectionAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Object handler, @Advice.FieldValue("socket") SocketChannel socket) {
        Canary.stop(handler);
        new HelidonConnection(socket).enter();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static void exit() {
        Served.leave();
    }
}
