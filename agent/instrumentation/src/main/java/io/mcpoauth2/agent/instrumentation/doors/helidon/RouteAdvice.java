package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.bridge.Skip;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code HttpRoutingImpl.route(ConnectionContext, RoutingRequest, RoutingResponse)}, in which a request is answered. */
public final class RouteAdvice {
    private RouteAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
    public static Object enter(
            @Advice.This Object routing,
            @Advice.Argument(0) ConnectionContext connection,
            @Advice.Argument(1) RoutingRequest request,
            @Advice.Argument(2) RoutingResponse response) {
        Canary.stop(routing);
        return Doors.installed().enter(HelidonExchange.of(connection, request, response));
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static void exit(
            @Advice.Enter @Nullable Object entered,
            @Advice.Argument(0) ConnectionContext connection,
            @Advice.Argument(1) RoutingRequest request,
            @Advice.Argument(2) RoutingResponse response) {
        Doors.installed().exit(entered, HelidonExchange.of(connection, request, response));
    }
}
