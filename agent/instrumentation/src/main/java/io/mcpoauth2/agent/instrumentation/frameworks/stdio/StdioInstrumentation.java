package io.mcpoauth2.agent.instrumentation.frameworks.stdio;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/** The transports over standard input of the MCP SDKs, whose processes may serve HTTP as well. */
public final class StdioInstrumentation {
    private StdioInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                type(
                        "io.modelcontextprotocol.server.transport.StdioServerTransportProvider",
                        "MCP SDK transport",
                        "setSessionFactory"),
                type(
                        "io.modelcontextprotocol.kotlin.sdk.server.StdioServerTransport",
                        "MCP Kotlin SDK transport",
                        "start"));
    }

    private static TypeInstrumentation type(String type, String kind, String start) {
        return new TypeInstrumentation(
                type,
                kind,
                false,
                List.of(new MethodWeaving(
                        start, List.of(), "io.mcpoauth2.agent.instrumentation.frameworks.stdio.StdioAdvice", false)));
    }
}
