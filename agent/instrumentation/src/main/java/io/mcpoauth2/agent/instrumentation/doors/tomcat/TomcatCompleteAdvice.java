package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * On {@code AsyncContextImpl.fireOnComplete}, which Tomcat calls between its adapter's return and the end of the request: the
 * listeners are told as the request's caller.
 */
public final class TomcatCompleteAdvice {
    private TomcatCompleteAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static @Nullable Object enter(
            @Advice.This Object context, @Advice.FieldValue("request") @Nullable Request request) {
        Canary.stop(context);
        @Nullable Admission admission = request == null ? null : TomcatExchange.admissionOf(request);
        return Carrier.swap(admission == null ? RequestIdentity.NOBODY : admission.identity());
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static void exit(@Advice.Enter @Nullable Object previous) {
        Carrier.restore((RequestIdentity) previous);
    }
}
