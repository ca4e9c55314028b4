package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.bridge.Skip;
import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/**
 * On {@code StandardHostValve.invoke(Request, Response)}: restores the identity after an async dispatch, judges again what a
 * valve has given another path, and judges what another adapter than Tomcat's own has brought.
 */
public final class TomcatHostAdvice {
    private TomcatHostAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
    public static Object enter(
            @Advice.This Object valve, @Advice.Argument(0) Request request, @Advice.Argument(1) Response response) {
        Canary.stop(valve);
        return Doors.installed().enter(new TomcatExchange(request, response));
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static void exit(
            @Advice.Enter @Nullable Object entered,
            @Advice.Argument(0) Request request,
            @Advice.Argument(1) Response response) {
        TomcatExchange exchange = new TomcatExchange(request, response);
        Doors.installed().exit(entered, exchange);
        exchange.endIfExpired();
    }
}
