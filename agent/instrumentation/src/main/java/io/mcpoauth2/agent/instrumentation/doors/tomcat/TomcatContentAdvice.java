package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import java.io.IOException;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;
import org.apache.coyote.Response;

/** On {@code OutputBuffer.realWriteBytes}, by which all content leaves for the client, before any compression. */
public final class TomcatContentAdvice {
    private TomcatContentAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(
            @Advice.This Object buffer,
            @Advice.FieldValue("coyoteResponse") Response response,
            @Advice.Argument(0) ByteBuffer content)
            throws IOException {
        Canary.stop(buffer);
        TomcatOutput.beforeSending(response, content);
    }
}
