package io.mcpoauth2.agent.instrumentation.doors.undertow;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/** Where every request of every protocol is handed to the root handler, which looks for an application. */
public final class UndertowInstrumentation {
    private UndertowInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(new TypeInstrumentation(
                "io.undertow.server.Connectors",
                "Undertow metadata hook",
                false,
                List.of(new MethodWeaving(
                        "executeRootHandler",
                        List.of("io.undertow.server.HttpHandler", "io.undertow.server.HttpServerExchange"),
                        "io.mcpoauth2.agent.instrumentation.doors.undertow.RootHandlerAdvice",
                        true))));
    }
}
