package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerState;

/**
 * Has Reactor Netty call a {@link GuardedHandler} instead of the application's: by another observer of its own class, which
 * does all else that it does for a request.
 */
final class GuardedHandle {
    private static final MethodType SIGNATURE = MethodType.methodType(ConnectionObserver.class, BiFunction.class);

    /** Of the one class that these doors stand beside; racy on purpose, as all find the same. */
    private static @Nullable MethodHandle constructor;

    private GuardedHandle() {}

    /**
     * @return whether the request is taken care of; false if the handler is guarded already, and at other events
     */
    static boolean replace(
            Object handle,
            Connection connection,
            ConnectionObserver.State state,
            BiFunction<? super HttpServerRequest, ? super HttpServerResponse, ? extends Publisher<Void>> handler) {
        if (state != HttpServerState.REQUEST_RECEIVED || handler instanceof GuardedHandler) {
            return false;
        }
        guarded(handle.getClass(), new GuardedHandler(handler)).onStateChange(connection, state);
        return true;
    }

    private static ConnectionObserver guarded(Class<?> type, GuardedHandler handler) {
        try {
            MethodHandle known = constructor;
            if (known == null) {
                known = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                        .findConstructor(type, MethodType.methodType(void.class, BiFunction.class))
                        .asType(SIGNATURE);
                constructor = known;
            }
            return (ConnectionObserver) known.invokeExact((BiFunction<?, ?, ?>) handler);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable failure) {
            throw new IllegalStateException("mcp-oauth2-agent: this Reactor Netty cannot be guarded", failure);
        }
    }
}
