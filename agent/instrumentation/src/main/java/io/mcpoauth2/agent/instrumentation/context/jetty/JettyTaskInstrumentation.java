package io.mcpoauth2.agent.instrumentation.context.jetty;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/**
 * What Jetty 12 is told to call when more of a body has come, what the pool of a context, or of a servlet's asynchronous
 * request, is given, and the listeners of that request. The pool itself is not woven: Jetty serves other requests by it.
 */
public final class JettyTaskInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.context.jetty.";

    private JettyTaskInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                tasks("server.internal.HttpChannelState$ChannelRequest", "demand"),
                tasks("server.Server$ServerContext", "execute"),
                tasks("server.handler.ContextHandler$ScopedContext", "execute"),
                tasks("ee9.nested.AsyncContextState", "start"),
                tasks("ee8.nested.AsyncContextState", "start"),
                listeners("ee11.servlet.", "ServletChannelState"),
                listeners("ee10.servlet.", "ServletChannelState"),
                listeners("ee9.nested.", "HttpChannelState"),
                listeners("ee8.nested.", "HttpChannelState"));
    }

    private static TypeInstrumentation listeners(String servlets, String state) {
        String prefix = "org.eclipse.jetty." + servlets;
        return new TypeInstrumentation(
                prefix + state,
                "Jetty listeners",
                false,
                List.of(new MethodWeaving(
                        "runInContext",
                        List.of(prefix + "AsyncContextEvent", "java.lang.Runnable"),
                        HERE + "ListenersAdvice",
                        false)));
    }

    private static TypeInstrumentation tasks(String type, String method) {
        return new TypeInstrumentation(
                "org.eclipse.jetty." + type,
                "Jetty tasks",
                false,
                List.of(new MethodWeaving(method, List.of("java.lang.Runnable"), HERE + "TaskAdvice", false)));
    }
}
