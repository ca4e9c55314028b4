package io.mcpoauth2.agent.instrumentation.frameworks.quarkusmcp;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.ArrayList;
import java.util.List;

/**
 * Quarkus MCP 1.0 to 1.13, whose package was {@code sse} until 1.7: its message handlers, and the handlers of its routes,
 * which open streams without a message.
 */
public final class QuarkusMcpInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.frameworks.quarkusmcp.";
    private static final String HOME = "io.quarkiverse.mcp.server.";

    private QuarkusMcpInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        List<TypeInstrumentation> types = new ArrayList<>();
        for (String home : List.of(HOME + "http.runtime.", HOME + "sse.runtime.")) {
            types.add(messages(home + "StreamableHttpMcpMessageHandler", true));
            types.add(messages(home + "SseMcpMessageHandler", false));
            types.add(routes(home + (home.contains("http") ? "Http" : "Sse") + "McpServerRecorder"));
        }
        types.add(new TypeInstrumentation(
                HOME + "websocket.runtime.WebSocketMcpMessageHandler",
                "Quarkus MCP endpoint",
                false,
                List.of(
                        new MethodWeaving("consumeMessage", List.of(), HERE + "WebSocketAdvice", true),
                        new MethodWeaving("openConnection", List.of(), HERE + "WebSocketAdvice", false))));
        return types;
    }

    /** Where a result becomes an answer, by whatever transport. */
    public static List<TypeInstrumentation> lists() {
        return List.of(new TypeInstrumentation(
                HOME + "runtime.Messages",
                "Quarkus MCP answer",
                false,
                List.of(new MethodWeaving(
                        "newResult", List.of("java.lang.Object", "java.lang.Object"), HERE + "ResultAdvice", true))));
    }

    private static TypeInstrumentation messages(String type, boolean sessions) {
        List<String> parameters = List.of("io.vertx.ext.web.RoutingContext");
        List<MethodWeaving> weavings = new ArrayList<>();
        weavings.add(new MethodWeaving("handle", parameters, HERE + "RoutingContextAdvice", true));
        if (sessions) {
            weavings.add(new MethodWeaving("terminateSession", parameters, HERE + "RoutingContextAdvice", false));
            weavings.add(new MethodWeaving("openSseStream", parameters, HERE + "RoutingContextAdvice", false));
        }
        return new TypeInstrumentation(type, "Quarkus MCP endpoint", false, weavings);
    }

    private static TypeInstrumentation routes(String recorder) {
        List<MethodWeaving> weavings = new ArrayList<>();
        // The endpoint of Streamable HTTP came with 1.1, and those of HTTP+SSE may go.
        for (String method :
                List.of("createMcpEndpointHandler", "createSseEndpointHandler", "createMessagesEndpointHandler")) {
            weavings.add(new MethodWeaving(method, List.of(), HERE + "EndpointAdvice", false));
        }
        return new TypeInstrumentation(recorder, "Quarkus MCP endpoint", false, weavings);
    }
}
