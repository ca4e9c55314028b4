package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/** On {@code Request.recycle()}: the end of a request, synchronous or not. */
public final class TomcatRecycleAdvice {
    private TomcatRecycleAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Request request) {
        Canary.stop(request);
        @Nullable Admission admission = TomcatExchange.admissionOf(request);
        if (admission != null) {
            synchronized (admission) { // With TomcatExchange.disconnect.
                admission.end();
            }
        }
    }
}
