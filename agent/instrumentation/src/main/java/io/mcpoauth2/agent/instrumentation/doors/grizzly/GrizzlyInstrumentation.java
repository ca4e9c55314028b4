package io.mcpoauth2.agent.instrumentation.doors.grizzly;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/** The one entry of all handlers: in GlassFish that of the mapper, which looks for an application. */
public final class GrizzlyInstrumentation {
    private GrizzlyInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(new TypeInstrumentation(
                "org.glassfish.grizzly.http.server.HttpHandler",
                "Grizzly metadata hook",
                false,
                List.of(new MethodWeaving(
                        "doHandle",
                        List.of(
                                "org.glassfish.grizzly.http.server.Request",
                                "org.glassfish.grizzly.http.server.Response"),
                        "io.mcpoauth2.agent.instrumentation.doors.grizzly.HandleAdvice",
                        true))));
    }
}
