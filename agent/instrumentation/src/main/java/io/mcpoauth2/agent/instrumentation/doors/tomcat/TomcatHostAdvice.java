package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.instrumentation.door.Doors;
import io.mcpoauth2.bridge.Skip;
import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/** On {@code StandardHostValve.invoke(Request, Response)}. */
public final class TomcatHostAdvice {
    private TomcatHostAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
    public static Object enter(@Advice.Argument(0) Request request, @Advice.Argument(1) Response response) {
        return Doors.installed().enter(new TomcatExchange(request, response));
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static void exit(
            @Advice.Enter @Nullable Object entered,
            @Advice.Argument(0) Request request,
            @Advice.Argument(1) Response response) {
        Doors.installed().exit(entered, new TomcatExchange(request, response));
    }
}
