package io.mcpoauth2.agent.instrumentation.frameworks.mcpsdk;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.ArrayList;
import java.util.List;

/**
 * The MCP Java SDK's HTTP transports and sessions, SDK 0.11 to 2.1 and Spring AI 1.0 to 2.0.
 *
 * <p>The SDK matches its endpoint by {@code endsWith}, so a path that looks exempt may lead here; and a transport nobody
 * has heard of still uses the sessions.
 */
public final class McpSdkInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.frameworks.mcpsdk.";
    private static final String SDK_TRANSPORT = "io.modelcontextprotocol.server.transport.";
    private static final String SPRING_TRANSPORT = "org.springframework.ai.mcp.server.webmvc.transport.";

    private McpSdkInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        List<TypeInstrumentation> types = new ArrayList<>();
        for (String servlet : List.of(
                "HttpServletStreamableServerTransportProvider",
                "HttpServletStatelessServerTransport",
                "HttpServletSseServerTransportProvider")) {
            types.add(transport(
                    SDK_TRANSPORT + servlet,
                    HERE + "ServletTransportAdvice",
                    List.of("jakarta.servlet.http.HttpServletRequest", "jakarta.servlet.http.HttpServletResponse"),
                    List.of("doPost"),
                    List.of("doGet", "doDelete")));
        }
        for (String home : List.of(SDK_TRANSPORT, SPRING_TRANSPORT)) {
            for (String webMvc : List.of("WebMvcStreamableServerTransportProvider", "WebMvcStatelessServerTransport")) {
                types.add(transport(
                        home + webMvc,
                        HERE + "IdentityRequiredAdvice",
                        List.of(),
                        List.of("handlePost"),
                        List.of("handleGet", "handleDelete")));
            }
            types.add(transport(
                    home + "WebMvcSseServerTransportProvider",
                    HERE + "IdentityRequiredAdvice",
                    List.of(),
                    List.of("handleMessage", "handleSseConnection"),
                    List.of()));
        }
        types.add(new TypeInstrumentation(
                "io.modelcontextprotocol.spec.DefaultMcpStreamableServerSessionFactory",
                "MCP SDK session",
                false,
                List.of(new MethodWeaving("startSession", List.of(), HERE + "IdentityRequiredAdvice", true))));
        types.add(session("io.modelcontextprotocol.spec.McpServerSession", "ServerSessionAdvice", "handle"));
        types.add(session("io.modelcontextprotocol.spec.McpStreamableServerSession", "SessionAdvice", "accept"));
        types.add(session(
                "io.modelcontextprotocol.server.DefaultMcpStatelessServerHandler",
                "SessionAdvice",
                "handleRequest",
                "handleNotification"));
        return types;
    }

    /** Where answers are made, by servers and clients alike; SDK 2.2 has another server besides, with answers of its own. */
    public static List<TypeInstrumentation> lists() {
        return List.of(
                new TypeInstrumentation(
                        "io.modelcontextprotocol.spec.McpSchema$JSONRPCResponse",
                        "MCP SDK answer",
                        false,
                        List.of(new MethodWeaving(
                                "<init>",
                                List.of("java.lang.String", "java.lang.Object", "java.lang.Object"),
                                HERE + "ResponseAdvice",
                                true))),
                new TypeInstrumentation(
                        "io.modelcontextprotocol.modern.server.McpServer",
                        "MCP SDK answer",
                        false,
                        List.of(new MethodWeaving("resultResponse", List.of(), HERE + "ResultAdvice", true))));
    }

    private static TypeInstrumentation transport(
            String type, String advice, List<String> parameters, List<String> required, List<String> optional) {
        List<MethodWeaving> weavings = new ArrayList<>();
        for (String method : required) {
            weavings.add(new MethodWeaving(method, parameters, advice, true));
        }
        for (String method : optional) {
            weavings.add(new MethodWeaving(method, parameters, advice, false));
        }
        return new TypeInstrumentation(type, "MCP SDK transport", false, weavings);
    }

    private static TypeInstrumentation session(String type, String advice, String... methods) {
        List<MethodWeaving> weavings = new ArrayList<>();
        for (String method : methods) {
            weavings.add(new MethodWeaving(method, List.of(), HERE + advice, true));
        }
        if (type.endsWith("McpStreamableServerSession")) {
            weavings.add(new MethodWeaving(
                    "responseStream",
                    List.of("io.modelcontextprotocol.spec.McpSchema$JSONRPCRequest"),
                    HERE + advice,
                    true));
        }
        return new TypeInstrumentation(type, "MCP SDK session", false, weavings);
    }
}
