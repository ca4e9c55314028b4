package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import java.io.IOException;
import net.bytebuddy.asm.Advice;
import org.apache.coyote.Response;

/** On {@code OutputBuffer.doFlush}, by which headers leave for the client that have not left with content. */
public final class TomcatOutputAdvice {
    private TomcatOutputAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Object buffer, @Advice.FieldValue("coyoteResponse") Response response)
            throws IOException {
        Canary.stop(buffer);
        TomcatOutput.beforeSending(response, null);
    }
}
