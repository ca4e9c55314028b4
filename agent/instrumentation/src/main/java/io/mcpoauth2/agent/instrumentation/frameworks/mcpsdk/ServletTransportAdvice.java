package io.mcpoauth2.agent.instrumentation.frameworks.mcpsdk;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.agent.instrumentation.doors.servlet.ServletExchange;
import io.mcpoauth2.bridge.Skip;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code doGet}, {@code doPost} and {@code doDelete} of the SDK's servlets. */
public final class ServletTransportAdvice {
    private ServletTransportAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
    public static @Nullable Object enter(
            @Advice.This Object transport,
            @Advice.Argument(0) ServletRequest request,
            @Advice.Argument(1) ServletResponse response) {
        Canary.stop(transport);
        ServletExchange exchange = ServletExchange.of(request, response);
        return exchange != null && Doors.installed().admitToTransport(exchange) ? null : Skip.BODY;
    }
}
