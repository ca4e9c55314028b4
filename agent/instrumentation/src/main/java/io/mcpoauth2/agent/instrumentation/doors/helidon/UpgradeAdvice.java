package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http1.spi.Http1UpgradeResult;
import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.bridge.Skip;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code HttpRoutingImpl.routeUpgrade(…)}, which returns what has become of a request for a WebSocket. */
public final class UpgradeAdvice {
    private UpgradeAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
    public static Object enter(
            @Advice.This Object routing,
            @Advice.Argument(0) ConnectionContext connection,
            @Advice.Argument(1) RoutingRequest request,
            @Advice.Argument(2) RoutingResponse response) {
        Canary.stop(routing);
        return Doors.installed().enter(HelidonExchange.of(connection, request, response));
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static @Nullable Http1UpgradeResult exit(
            @Advice.Enter @Nullable Object entered,
            @Advice.Return @Nullable Http1UpgradeResult result,
            @Advice.Argument(0) ConnectionContext connection,
            @Advice.Argument(1) RoutingRequest request,
            @Advice.Argument(2) RoutingResponse response) {
        Doors.installed().exit(entered, HelidonExchange.upgraded(connection, request, response, result));
        return entered == Skip.BODY ? Http1UpgradeResult.responded() : result;
    }
}
