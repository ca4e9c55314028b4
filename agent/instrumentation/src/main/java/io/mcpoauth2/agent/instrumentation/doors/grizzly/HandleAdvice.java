package io.mcpoauth2.agent.instrumentation.doors.grizzly;

import java.io.IOException;
import net.bytebuddy.asm.Advice;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** On {@code HttpHandler.doHandle}, which returns whether the response is complete. */
public final class HandleAdvice {
    private HandleAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Advice.OnNonDefaultValue.class)
    public static boolean enter(@Advice.Argument(0) Request request, @Advice.Argument(1) Response response)
            throws IOException {
        return MetadataAnswer.send(request, response);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static boolean exit(@Advice.Enter boolean answered, @Advice.Return boolean complete) {
        return answered || complete;
    }
}
