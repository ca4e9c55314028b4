package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import java.util.concurrent.Callable;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;

/** On {@code ErrorHandlers.runWithErrorHandling(…, Callable)}, which makes answers of what handlers and filters throw. */
public final class ErrorAdvice {
    private ErrorAdvice() {}

    @Advice.AssignReturned.ToArguments(@ToArgument(3))
    @Advice.OnMethodEnter(inline = false)
    public static Callable<?> enter(
            @Advice.This Object handlers,
            @Advice.Argument(0) ConnectionContext connection,
            @Advice.Argument(1) RoutingRequest request,
            @Advice.Argument(2) RoutingResponse response,
            @Advice.Argument(3) Callable<?> handling) {
        Canary.stop(handlers);
        return new AnsweredHandling(handling, HelidonExchange.of(connection, request, response));
    }
}
