package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/** Tells a client that waits for it to send its body (RFC 9110 §10.1.1), by a method whose result has another type in Vert.x 5. */
final class Continuation {
    private static final String EXPECT = "Expect";
    private static final MethodHandle WRITE = find();

    private static final ClassValue<MethodHandle> OPTIONS = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> connection) {
            try {
                return MethodHandles.privateLookupIn(connection, MethodHandles.lookup())
                        .findGetter(connection, "options", HttpServerOptions.class)
                        .asType(MethodType.methodType(HttpServerOptions.class, HttpConnection.class));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("mcp-oauth2-agent: this Vert.x shows no options", e);
            }
        }
    };

    private Continuation() {}

    /** What the application would do again otherwise: it does not see that the client has waited. */
    static void send(HttpServerRequest request) {
        String expected = request.getHeader(EXPECT);
        if (expected == null || !expected.equalsIgnoreCase("100-continue")) {
            return;
        }
        try {
            HttpConnection connection = request.connection();
            HttpServerOptions options =
                    (HttpServerOptions) OPTIONS.get(connection.getClass()).invokeExact(connection);
            if (!options.isHandle100ContinueAutomatically()) {
                WRITE.invokeExact(request.response());
                var unused = request.headers().remove(EXPECT);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable failure) {
            throw new IllegalStateException("a client could not be told to go on", failure);
        }
    }

    private static MethodHandle find() {
        try {
            Method write = HttpServerResponse.class.getMethod("writeContinue");
            return MethodHandles.publicLookup()
                    .unreflect(write)
                    .asType(MethodType.methodType(void.class, HttpServerResponse.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("mcp-oauth2-agent: this Vert.x cannot tell a client to go on", e);
        }
    }
}
