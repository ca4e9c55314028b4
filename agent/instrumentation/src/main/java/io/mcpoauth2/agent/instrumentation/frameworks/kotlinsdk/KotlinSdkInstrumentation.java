package io.mcpoauth2.agent.instrumentation.frameworks.kotlinsdk;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.ArrayList;
import java.util.List;

/**
 * The MCP Kotlin SDK 0.3 to 0.16 on Ktor 3: the routes that the SDK registers, its transports for routes that the
 * application registers, and the connection to transports of the application's own.
 */
public final class KotlinSdkInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.frameworks.kotlinsdk.";
    private static final String SDK = "io.modelcontextprotocol.kotlin.sdk.";

    private static final String CONTINUATION = "kotlin.coroutines.Continuation";

    private KotlinSdkInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                // Ktor's, whose other applications must not suffer from a version without it.
                new TypeInstrumentation(
                        "io.ktor.server.routing.RoutingNode",
                        "Ktor routes",
                        false,
                        List.of(new MethodWeaving("handle", List.of(), HERE + "RouteAdvice", false))),
                type(
                        SDK + "server.StreamableHttpServerTransport",
                        "CallAdvice",
                        "handleRequest",
                        "handlePostRequest",
                        "handleGetRequest",
                        "handleDeleteRequest"),
                sse("SseServerTransport"),
                sse("SSEServerTransport"), // 0.6 and before
                type(SDK + "server.WebSocketMcpServerTransport", "StreamAdvice", "initializeSession"),
                new TypeInstrumentation(
                        SDK + "shared.Protocol",
                        "MCP Kotlin SDK session",
                        false,
                        List.of(
                                new MethodWeaving("connect", List.of(), HERE + "ConnectAdvice", true),
                                // Since 0.16; before, the request that brings a message waits until it is handled.
                                new MethodWeaving(
                                        "onRequest",
                                        List.of(
                                                SDK + "types.JSONRPCRequest",
                                                SDK + "shared.Protocol$Connection",
                                                "boolean",
                                                CONTINUATION),
                                        HERE + "RequestAdvice",
                                        false),
                                new MethodWeaving(
                                        "onNotification",
                                        List.of(SDK + "types.JSONRPCNotification", CONTINUATION),
                                        HERE + "NotificationAdvice",
                                        false))));
    }

    /** The functions of a server that make its lists: of suspend functions until 0.8.1, which never suspend. */
    public static List<TypeInstrumentation> lists() {
        List<MethodWeaving> weavings = new ArrayList<>();
        for (String method :
                List.of("handleListTools", "handleListPrompts", "handleListResources", "handleListResourceTemplates")) {
            weavings.add(new MethodWeaving(method, List.of(), HERE + "ListAdvice", true));
        }
        return List.of(new TypeInstrumentation(SDK + "server.Server", "MCP Kotlin SDK answer", false, weavings));
    }

    private static TypeInstrumentation sse(String name) {
        List<MethodWeaving> weavings = new ArrayList<>();
        weavings.add(new MethodWeaving("handlePostMessage", List.of(), HERE + "CallAdvice", true));
        weavings.add(new MethodWeaving("start", List.of(), HERE + "StreamAdvice", true));
        return new TypeInstrumentation(SDK + "server." + name, "MCP Kotlin SDK transport", false, weavings);
    }

    private static TypeInstrumentation type(String type, String advice, String... methods) {
        List<MethodWeaving> weavings = new ArrayList<>();
        for (String method : methods) {
            weavings.add(new MethodWeaving(method, List.of(), HERE + advice, true));
        }
        return new TypeInstrumentation(type, "MCP Kotlin SDK transport", false, weavings);
    }
}
