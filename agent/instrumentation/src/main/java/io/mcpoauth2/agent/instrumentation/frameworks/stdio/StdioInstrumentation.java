package io.mcpoauth2.agent.instrumentation.frameworks.stdio;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/** The transports over standard input of the MCP SDKs and Quarkus, whose processes may serve HTTP as well. */
public final class StdioInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.frameworks.stdio.";

    private StdioInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                type(
                        "io.modelcontextprotocol.server.transport.StdioServerTransportProvider",
                        "MCP SDK transport",
                        "setSessionFactory",
                        "StdioAdvice"),
                type(
                        "io.modelcontextprotocol.kotlin.sdk.server.StdioServerTransport",
                        "MCP Kotlin SDK transport",
                        "start",
                        "StdioAdvice"),
                type(
                        "io.quarkiverse.mcp.server.runtime.McpMessageHandler",
                        "Quarkus MCP transport",
                        "handle",
                        "QuarkusMessageAdvice"));
    }

    private static TypeInstrumentation type(String type, String kind, String method, String advice) {
        return new TypeInstrumentation(
                type, kind, false, List.of(new MethodWeaving(method, List.of(), HERE + advice, false)));
    }
}
