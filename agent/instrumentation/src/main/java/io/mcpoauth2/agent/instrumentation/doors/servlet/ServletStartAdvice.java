package io.mcpoauth2.agent.instrumentation.doors.servlet;

import io.mcpoauth2.agent.instrumentation.door.ServerStart;
import net.bytebuddy.asm.Advice;

/** On {@code GenericServlet.init(ServletConfig)}: a container may load its first servlet when its port has long been open. */
public final class ServletStartAdvice {
    private ServletStartAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter() {
        ServerStart.announce();
    }
}
