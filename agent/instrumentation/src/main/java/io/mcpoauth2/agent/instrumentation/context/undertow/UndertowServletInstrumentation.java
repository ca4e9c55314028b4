package io.mcpoauth2.agent.instrumentation.context.undertow;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;
import java.util.stream.Stream;

/** Undertow's servlet container behind its door: what a request was admitted with, and what is called for it on other threads. */
public final class UndertowServletInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.context.undertow.";

    private UndertowServletInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                new TypeInstrumentation(
                        "io.undertow.servlet.handlers.ServletInitialHandler",
                        "Undertow servlet request",
                        false,
                        List.of(new MethodWeaving(
                                "handleFirstRequest",
                                List.of(
                                        "io.undertow.server.HttpServerExchange",
                                        "io.undertow.servlet.handlers.ServletRequestContext"),
                                HERE + "FirstRequestAdvice",
                                false))),
                new TypeInstrumentation(
                        "io.undertow.servlet.spec.ServletContextImpl",
                        "Undertow servlet callbacks",
                        false,
                        Stream.of(
                                        "invokeOnWritePossible",
                                        "invokeOnAllDataRead",
                                        "invokeOnDataAvailable",
                                        "invokeAction",
                                        "invokeRunnable")
                                .map(method -> new MethodWeaving(
                                        method,
                                        List.of("io.undertow.server.HttpServerExchange"),
                                        HERE + "CallbackAdvice",
                                        false))
                                .toList()));
    }
}
