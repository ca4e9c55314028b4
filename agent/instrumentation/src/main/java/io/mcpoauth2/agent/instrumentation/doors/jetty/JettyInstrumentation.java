package io.mcpoauth2.agent.instrumentation.doors.jetty;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/**
 * Jetty's {@code Server.handle}, before every handler of the server. Async dispatches do not come back to it: the
 * servlet layer restores the identity from the request.
 */
public final class JettyInstrumentation {
    private JettyInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(new TypeInstrumentation(
                "org.eclipse.jetty.server.Server",
                "Jetty door",
                true,
                List.of(new MethodWeaving(
                        "handle",
                        List.of(
                                "org.eclipse.jetty.server.Request",
                                "org.eclipse.jetty.server.Response",
                                "org.eclipse.jetty.util.Callback"),
                        "io.mcpoauth2.agent.instrumentation.doors.jetty.JettyServerAdvice",
                        true))));
    }
}
