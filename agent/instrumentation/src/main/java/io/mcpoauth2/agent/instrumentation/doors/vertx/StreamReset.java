package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.vertx.core.http.HttpServerResponse;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/** Ends one stream of HTTP/2, by a method whose result has another type in Vert.x 5. */
final class StreamReset {
    /** RFC 9113 §7. */
    private static final long CANCEL = 0x8;

    private static final MethodHandle RESET = find();

    private StreamReset() {}

    static void of(HttpServerResponse response) {
        try {
            RESET.invokeExact(response, CANCEL);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable failure) {
            throw new IllegalStateException("a stream could not be reset", failure);
        }
    }

    private static MethodHandle find() {
        try {
            Method reset = HttpServerResponse.class.getMethod("reset", long.class);
            return MethodHandles.publicLookup()
                    .unreflect(reset)
                    .asType(MethodType.methodType(void.class, HttpServerResponse.class, long.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("mcp-oauth2-agent: this Vert.x cannot reset a stream", e);
        }
    }
}
