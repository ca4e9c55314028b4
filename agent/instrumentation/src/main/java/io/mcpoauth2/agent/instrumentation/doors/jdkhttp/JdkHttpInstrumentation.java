package io.mcpoauth2.agent.instrumentation.doors.jdkhttp;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/**
 * The JDK's filter chain, before its first filter, and the start of its servers.
 *
 * <p>A path without a context is answered 404 by the server before any filter: the metadata document needs a context of
 * its own, added when the server starts.
 */
public final class JdkHttpInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.doors.jdkhttp.";

    private JdkHttpInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                new TypeInstrumentation(
                        "com.sun.net.httpserver.Filter$Chain",
                        "JDK HttpServer door",
                        true,
                        List.of(new MethodWeaving(
                                "doFilter",
                                List.of("com.sun.net.httpserver.HttpExchange"),
                                HERE + "FilterChainAdvice",
                                true))),
                response("sun.net.httpserver.HttpExchangeImpl"),
                response("sun.net.httpserver.HttpsExchangeImpl"),
                start("sun.net.httpserver.HttpServerImpl"),
                start("sun.net.httpserver.HttpsServerImpl"));
    }

    private static TypeInstrumentation response(String type) {
        return new TypeInstrumentation(
                type,
                "JDK HttpServer response",
                false,
                List.of(new MethodWeaving(
                        "sendResponseHeaders", List.of("int", "long"), HERE + "JdkResponseAdvice", true)));
    }

    private static TypeInstrumentation start(String type) {
        return new TypeInstrumentation(
                type,
                "JDK HttpServer",
                false,
                List.of(new MethodWeaving("start", List.of(), HERE + "HttpServerStartAdvice", true)));
    }
}
