package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/**
 * Tomcat's adapter, which every request passes before any valve; the host valve, which every async dispatch passes too; what is
 * called for an asynchronous request, and the tasks that it starts; the request's end; the response's way out; and the upgrade of a connection.
 */
public final class TomcatInstrumentation {
    private static final String REQUEST = "org.apache.catalina.connector.Request";
    private static final String RESPONSE = "org.apache.catalina.connector.Response";
    private static final String COYOTE = "org.apache.coyote.";
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.doors.tomcat.";

    private TomcatInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                new TypeInstrumentation(
                        "org.apache.catalina.connector.CoyoteAdapter",
                        "Tomcat door",
                        true,
                        List.of(
                                new MethodWeaving(
                                        "service",
                                        List.of(COYOTE + "Request", COYOTE + "Response"),
                                        HERE + "TomcatServiceAdvice",
                                        true),
                                new MethodWeaving(
                                        "postParseRequest",
                                        List.of(COYOTE + "Request", REQUEST, COYOTE + "Response", RESPONSE),
                                        HERE + "TomcatParsedAdvice",
                                        true),
                                new MethodWeaving(
                                        "asyncDispatch",
                                        List.of(COYOTE + "Request", COYOTE + "Response"),
                                        HERE + "TomcatCallbackAdvice",
                                        true))),
                new TypeInstrumentation(
                        "org.apache.catalina.core.StandardHostValve",
                        "Tomcat door",
                        true,
                        List.of(new MethodWeaving(
                                "invoke", List.of(REQUEST, RESPONSE), HERE + "TomcatHostAdvice", true))),
                new TypeInstrumentation(
                        "org.apache.catalina.core.AsyncContextImpl",
                        "Tomcat tasks",
                        false,
                        List.of(
                                new MethodWeaving(
                                        "start", List.of("java.lang.Runnable"), HERE + "TomcatTaskAdvice", true),
                                new MethodWeaving("fireOnComplete", List.of(), HERE + "TomcatCompleteAdvice", true))),
                new TypeInstrumentation(
                        REQUEST,
                        "Tomcat request",
                        false,
                        List.of(new MethodWeaving("recycle", List.of(), HERE + "TomcatRecycleAdvice", true))),
                new TypeInstrumentation(
                        "org.apache.catalina.connector.OutputBuffer",
                        "Tomcat response",
                        false,
                        List.of(
                                new MethodWeaving("doFlush", List.of("boolean"), HERE + "TomcatOutputAdvice", true),
                                new MethodWeaving(
                                        "realWriteBytes",
                                        List.of("java.nio.ByteBuffer"),
                                        HERE + "TomcatContentAdvice",
                                        true))),
                new TypeInstrumentation(
                        COYOTE + "http11.Http11Processor",
                        "Tomcat upgrade",
                        false,
                        List.of(new MethodWeaving(
                                "doHttpUpgrade",
                                List.of(COYOTE + "UpgradeToken"),
                                HERE + "TomcatUpgradeAdvice",
                                true))));
    }

    /** For a version that lacks what the door needs, javax.servlet above all: answers without any of it. */
    public static TypeInstrumentation refusal() {
        return new TypeInstrumentation(
                "org.apache.catalina.connector.CoyoteAdapter",
                "Tomcat refusal",
                true,
                List.of(new MethodWeaving(
                        "service",
                        List.of(COYOTE + "Request", COYOTE + "Response"),
                        HERE + "TomcatRefusalAdvice",
                        true)));
    }
}
