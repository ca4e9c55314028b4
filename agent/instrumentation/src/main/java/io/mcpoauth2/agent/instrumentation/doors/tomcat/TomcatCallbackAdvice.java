package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;
import org.apache.coyote.Request;
import org.jspecify.annotations.Nullable;

/**
 * On {@code CoyoteAdapter.asyncDispatch}, by which a thread of Tomcat's comes back to an asynchronous request: the listeners
 * of its body, its response and its end run as its caller.
 */
public final class TomcatCallbackAdvice {
    private TomcatCallbackAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static @Nullable Object enter(@Advice.This Object adapter, @Advice.Argument(0) Request request) {
        Canary.stop(adapter);
        @Nullable TomcatExchange exchange = TomcatExchange.of(request);
        return exchange == null ? null : Doors.installed().enterAgain(exchange);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static void exit(@Advice.Enter @Nullable Object entered, @Advice.Argument(0) Request request) {
        @Nullable TomcatExchange exchange = TomcatExchange.of(request);
        if (exchange != null) {
            Doors.installed().exit(entered, exchange);
        }
    }
}
