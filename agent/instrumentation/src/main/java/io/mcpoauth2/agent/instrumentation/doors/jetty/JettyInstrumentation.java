package io.mcpoauth2.agent.instrumentation.doors.jetty;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/**
 * Jetty's {@code Server.handle}, before every handler of the server. Async dispatches do not come back to it: the
 * servlet layer restores the identity from the request.
 */
public final class JettyInstrumentation {
    private static final String SERVER = "org.eclipse.jetty.server.Server";
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.doors.jetty.";

    private JettyInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(new TypeInstrumentation(
                SERVER,
                "Jetty door",
                true,
                List.of(new MethodWeaving(
                        "handle",
                        List.of(
                                "org.eclipse.jetty.server.Request",
                                "org.eclipse.jetty.server.Response",
                                "org.eclipse.jetty.util.Callback"),
                        HERE + "JettyServerAdvice",
                        true))));
    }

    /** For Jetty 9.4 to 11. */
    public static TypeInstrumentation refusal() {
        List<String> channel = List.of("org.eclipse.jetty.server.HttpChannel");
        return new TypeInstrumentation(
                SERVER,
                "Jetty refusal",
                true,
                List.of(
                        new MethodWeaving("handle", channel, HERE + "JettyRefusalAdvice", true),
                        new MethodWeaving("handleAsync", channel, HERE + "JettyRefusalAdvice", true)));
    }
}
