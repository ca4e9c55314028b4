package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.bridge.Skip;
import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** On {@code HttpServerHandle.onStateChange(Connection, State)}, which calls the application's handler. */
public final class HandleAdvice {
    private HandleAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
    public static @Nullable Object enter(
            @Advice.This Object handle,
            @Advice.Argument(0) Connection connection,
            @Advice.Argument(1) ConnectionObserver.State state,
            @Advice.FieldValue("handler")
                    BiFunction<? super HttpServerRequest, ? super HttpServerResponse, ? extends Publisher<Void>>
                            handler) {
        Canary.stop(handle);
        return GuardedHandle.replace(handle, connection, state, handler) ? Skip.BODY : null;
    }
}
