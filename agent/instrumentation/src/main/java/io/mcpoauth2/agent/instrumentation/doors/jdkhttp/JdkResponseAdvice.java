package io.mcpoauth2.agent.instrumentation.doors.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;

/** On {@code HttpExchangeImpl.sendResponseHeaders(int, long)} and its twin for TLS, by which every response begins. */
public final class JdkResponseAdvice {
    private JdkResponseAdvice() {}

    /** Returns 0, too, which would not be assigned otherwise. */
    @Advice.AssignReturned.AsScalar(skipOnDefaultValue = false)
    @Advice.AssignReturned.ToArguments(@ToArgument(1))
    @Advice.OnMethodEnter(inline = false)
    public static long enter(
            @Advice.This HttpExchange exchange, @Advice.Argument(0) int status, @Advice.Argument(1) long length) {
        Canary.stop(exchange);
        return JdkHttpExchange.responding(exchange, status, length);
    }
}
