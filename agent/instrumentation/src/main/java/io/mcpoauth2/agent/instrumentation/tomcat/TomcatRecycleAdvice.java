package io.mcpoauth2.agent.instrumentation.tomcat;

import io.mcpoauth2.agent.instrumentation.door.Exchange;
import io.mcpoauth2.bridge.RequestIdentity;
import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.Request;

/** On {@code Request.recycle()}: the end of a request, synchronous or not. */
public final class TomcatRecycleAdvice {
    private TomcatRecycleAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Request request) {
        if (request.getAttribute(Exchange.ATTRIBUTE) instanceof RequestIdentity identity) {
            identity.close();
        }
    }
}
