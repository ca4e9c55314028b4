package io.mcpoauth2.agent.instrumentation.doors.undertow;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/**
 * Undertow 2.2 to 2.4, WildFly's too: where a request of whatever protocol is handed to a handler, at first and whenever it
 * has been dispatched; where a task is dispatched for a request; and where a listener gets its handler.
 */
public final class UndertowInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.doors.undertow.";

    private UndertowInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                new TypeInstrumentation(
                        "io.undertow.server.Connectors",
                        "Undertow door",
                        true,
                        List.of(new MethodWeaving(
                                "executeRootHandler",
                                List.of("io.undertow.server.HttpHandler", "io.undertow.server.HttpServerExchange"),
                                HERE + "RootHandlerAdvice",
                                true))),
                new TypeInstrumentation(
                        "io.undertow.server.HttpServerExchange",
                        "Undertow dispatch",
                        false,
                        List.of(new MethodWeaving(
                                "dispatch",
                                List.of("java.util.concurrent.Executor", "java.lang.Runnable"),
                                HERE + "DispatchAdvice",
                                true))),
                listener("http.HttpOpenListener"),
                listener("http2.Http2OpenListener"),
                listener("ajp.AjpOpenListener"));
    }

    private static TypeInstrumentation listener(String name) {
        return new TypeInstrumentation(
                "io.undertow.server.protocol." + name,
                "Undertow listener",
                false,
                List.of(new MethodWeaving(
                        "setRootHandler", List.of("io.undertow.server.HttpHandler"), HERE + "ListenerAdvice", true)));
    }
}
