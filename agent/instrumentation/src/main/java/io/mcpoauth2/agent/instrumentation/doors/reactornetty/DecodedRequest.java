package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import io.netty.handler.codec.http.HttpRequest;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/** Netty's request below Reactor Netty's, which tells whether it has come whole. */
final class DecodedRequest {
    private static final String FIELD = "nettyRequest";

    /** Of the one class that these doors stand beside; racy on purpose, as all find the same. */
    private static @Nullable VarHandle field;

    private DecodedRequest() {}

    static HttpRequest of(HttpServerRequest request) {
        VarHandle known = field;
        if (known == null) {
            try {
                Class<?> type = request.getClass();
                known = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                        .findVarHandle(type, FIELD, HttpRequest.class);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("mcp-oauth2-agent: this Reactor Netty shows no decoded request", e);
            }
            field = known;
        }
        return (HttpRequest) known.get(request);
    }
}
