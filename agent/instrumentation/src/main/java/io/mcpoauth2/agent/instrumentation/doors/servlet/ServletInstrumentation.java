package io.mcpoauth2.agent.instrumentation.doors.servlet;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/**
 * {@code HttpServlet.service}, both forms: subclasses replace the one or the other and call the super method; and the
 * start of servlets.
 */
public final class ServletInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.doors.servlet.";
    private static final String ADVICE = HERE + "HttpServletAdvice";

    private ServletInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                new TypeInstrumentation(
                        "jakarta.servlet.GenericServlet",
                        "servlet start",
                        false,
                        List.of(new MethodWeaving(
                                "init", List.of("jakarta.servlet.ServletConfig"), HERE + "ServletStartAdvice", true))),
                new TypeInstrumentation(
                        "jakarta.servlet.http.HttpServlet",
                        "servlet layer",
                        true,
                        List.of(
                                new MethodWeaving(
                                        "service",
                                        List.of("jakarta.servlet.ServletRequest", "jakarta.servlet.ServletResponse"),
                                        ADVICE,
                                        true),
                                new MethodWeaving(
                                        "service",
                                        List.of(
                                                "jakarta.servlet.http.HttpServletRequest",
                                                "jakarta.servlet.http.HttpServletResponse"),
                                        ADVICE,
                                        true))));
    }

    /** For a {@code javax.servlet} that the layer does not fit: one from before Servlet 3.0. */
    public static TypeInstrumentation refusal() {
        return new TypeInstrumentation(
                "javax.servlet.http.HttpServlet",
                "javax.servlet refusal",
                true,
                List.of(new MethodWeaving(
                        "service",
                        List.of("javax.servlet.ServletRequest", "javax.servlet.ServletResponse"),
                        "io.mcpoauth2.agent.instrumentation.doors.javaxservlet.JavaxRefusalAdvice",
                        true)));
    }
}
