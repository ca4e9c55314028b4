package io.mcpoauth2.agent.instrumentation.doors.jdkhttp;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpServer;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.agent.instrumentation.door.ServerStart;
import java.lang.invoke.MethodHandles;
import net.bytebuddy.asm.Advice;

/** On {@code HttpServerImpl.start()} and its HTTPS twin. */
public final class HttpServerStartAdvice {
    private static final String METADATA_PATH = "/.well-known/oauth-protected-resource";

    private HttpServerStartAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This HttpServer server) throws IllegalAccessException {
        Canary.stop(server);
        // The server would load it with the first request, which is too late for a proof.
        MethodHandles.lookup().ensureInitialized(Filter.Chain.class);
        ServerStart.announce();
        if (ServerSockets.areLeft(server)) {
            return;
        }
        try {
            // The door answers before this handler; the context only makes the server call its filter chain.
            server.createContext(METADATA_PATH, exchange -> exchange.sendResponseHeaders(404, -1));
        } catch (IllegalArgumentException e) {
            // The application has a context of that path: the door answers before it just the same.
            return;
        }
    }
}
