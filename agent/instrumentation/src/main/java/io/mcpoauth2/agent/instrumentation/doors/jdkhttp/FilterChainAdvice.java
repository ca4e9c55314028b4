package io.mcpoauth2.agent.instrumentation.doors.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.bridge.Skip;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code Filter.Chain.doFilter(HttpExchange)}, which calls itself for each further filter. */
public final class FilterChainAdvice {
    private FilterChainAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
    public static @Nullable Object enter(@Advice.This Object chain, @Advice.Argument(0) HttpExchange exchange) {
        Canary.stop(chain);
        return ServerSockets.areLeft(exchange) ? null : Doors.installed().enter(new JdkHttpExchange(exchange));
    }

    @Advice.AssignReturned.AsScalar(skipOnDefaultValue = false)
    @Advice.AssignReturned.ToThrown
    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static @Nullable Throwable exit(
            @Advice.Enter @Nullable Object entered,
            @Advice.Thrown @Nullable Throwable thrown,
            @Advice.Argument(0) HttpExchange exchange) {
        JdkHttpExchange view = new JdkHttpExchange(exchange);
        Doors.installed().exit(entered, view);
        return Doors.installed().answerRefusal(thrown, view);
    }
}
