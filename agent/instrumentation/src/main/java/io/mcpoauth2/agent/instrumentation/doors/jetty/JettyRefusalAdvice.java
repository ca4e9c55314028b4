package io.mcpoauth2.agent.instrumentation.doors.jetty;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.bridge.Skip;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import net.bytebuddy.asm.Advice;

/**
 * On {@code Server.handle(HttpChannel)} and {@code handleAsync} of Jetty 9.4 to 11, where no servlet layer stands behind:
 * answers instead.
 *
 * <p>By reflection, as these types are other ones in Jetty 12.
 */
public final class JettyRefusalAdvice {
    private JettyRefusalAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
    public static Object enter(@Advice.Argument(0) Object channel) throws ReflectiveOperationException, IOException {
        HttpReply reply = Doors.withoutDoor();
        Object request = call(channel, "getRequest");
        Object response = call(channel, "getResponse");
        method(request, "setHandled", boolean.class).invoke(request, true);
        method(response, "setStatus", int.class).invoke(response, reply.status());
        Method setHeader = method(response, "setHeader", String.class, String.class);
        for (HttpReply.Header header : reply.headers()) {
            setHeader.invoke(response, header.name(), header.value());
        }
        method(response, "setContentLength", int.class).invoke(response, reply.body().length);
        try (OutputStream body = (OutputStream) call(response, "getOutputStream")) {
            body.write(reply.body());
        }
        return Skip.BODY;
    }

    private static Object call(Object target, String name) throws ReflectiveOperationException {
        return method(target, name).invoke(target);
    }

    /** Of Jetty's own public class: the object's may be one that an application or a transport has hidden. */
    private static Method method(Object target, String name, Class<?>... parameters) throws NoSuchMethodException {
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            if (Modifier.isPublic(type.getModifiers()) && type.getName().startsWith("org.eclipse.jetty.server.")) {
                return type.getMethod(name, parameters);
            }
        }
        throw new NoSuchMethodException(target.getClass().getName() + '.' + name);
    }
}
