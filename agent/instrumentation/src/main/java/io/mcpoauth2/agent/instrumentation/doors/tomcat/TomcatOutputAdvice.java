package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import java.io.IOException;
import net.bytebuddy.asm.Advice;
import org.apache.coyote.Response;

/** On {@code OutputBuffer.doFlush} and {@code realWriteBytes}, by which all headers and content leave for the client. */
public final class TomcatOutputAdvice {
    private TomcatOutputAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Object buffer, @Advice.FieldValue("coyoteResponse") Response response)
            throws IOException {
        Canary.stop(buffer);
        TomcatExchange.requireUnexpired(response);
    }
}
