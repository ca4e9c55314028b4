package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * On {@code Http11Processor.doHttpUpgrade(UpgradeToken)}, by which every connection leaves HTTP/1.1: a WebSocket, what
 * {@code HttpServletRequest.upgrade} is called for, and h2c, whose request no door has seen yet.
 */
public final class TomcatUpgradeAdvice {
    private TomcatUpgradeAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(
            @Advice.This Object processor,
            @Advice.FieldValue("request") Request request,
            @Advice.FieldValue("socketWrapper") SocketWrapperBase<?> socket) {
        Canary.stop(processor);
        TomcatExchange.upgrade(request, socket);
    }
}
