package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.http.impl.Http2ServerRequest;
import java.lang.invoke.MethodHandles;
import net.bytebuddy.asm.Advice;

/**
 * On {@code VertxImpl.createHttpServer}: loads what the first requests would load, which is too late for a proof of the door
 * when the server begins to listen.
 */
public final class ServerAdvice {
    private ServerAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter() throws IllegalAccessException {
        MethodHandles.lookup().ensureInitialized(Http1xServerConnection.class);
        MethodHandles.lookup().ensureInitialized(Http2ServerRequest.class);
    }
}
