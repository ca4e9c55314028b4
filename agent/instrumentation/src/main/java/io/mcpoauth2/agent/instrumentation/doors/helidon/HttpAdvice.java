package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.helidon.webserver.ConnectionContext;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;

/** On {@code Http1ConnectionSelector.connection(ConnectionContext)}, which makes what reads the requests of a connection. */
public final class HttpAdvice {
    private HttpAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Object selector, @Advice.Argument(0) ConnectionContext connection) {
        Canary.stop(selector);
        KnownParts.requireRouting(connection);
    }
}
