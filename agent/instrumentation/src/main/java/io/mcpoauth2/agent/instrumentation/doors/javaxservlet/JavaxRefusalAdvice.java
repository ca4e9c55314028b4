package io.mcpoauth2.agent.instrumentation.doors.javaxservlet;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.bridge.Skip;
import java.io.IOException;
import java.io.OutputStream;
import net.bytebuddy.asm.Advice;

/**
 * On {@code javax.servlet.http.HttpServlet.service} of a release that the servlet layer does not fit: answers instead.
 *
 * <p>By reflection, as nothing here is compiled against {@code javax.servlet}.
 */
public final class JavaxRefusalAdvice {
    private JavaxRefusalAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
    public static Object enter(@Advice.Argument(1) Object response) throws ReflectiveOperationException, IOException {
        Class<?> type = Class.forName(
                "javax.servlet.http.HttpServletResponse", false, JavaxRefusalAdvice.class.getClassLoader());
        if (!type.isInstance(response)
                || Boolean.TRUE.equals(type.getMethod("isCommitted").invoke(response))) {
            throw new IllegalStateException("mcp-oauth2-agent protects no javax.servlet");
        }
        HttpReply reply = Doors.withoutDoor();
        type.getMethod("resetBuffer").invoke(response);
        type.getMethod("setStatus", int.class).invoke(response, reply.status());
        for (HttpReply.Header header : reply.headers()) {
            type.getMethod("setHeader", String.class, String.class).invoke(response, header.name(), header.value());
        }
        type.getMethod("setContentLength", int.class).invoke(response, reply.body().length);
        OutputStream body = (OutputStream) type.getMethod("getOutputStream").invoke(response);
        body.write(reply.body());
        type.getMethod("flushBuffer").invoke(response);
        return Skip.BODY;
    }
}
