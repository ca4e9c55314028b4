package io.mcpoauth2.agent.instrumentation.doors.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;

/** On {@code HttpExchangeImpl.sendResponseHeaders(int, long)} and its twin for TLS, by which every response begins. */
public final class JdkResponseAdvice {
    private JdkResponseAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This HttpExchange exchange, @Advice.Argument(0) int status) {
        Canary.stop(exchange);
        JdkHttpExchange.responding(exchange, status);
    }
}
