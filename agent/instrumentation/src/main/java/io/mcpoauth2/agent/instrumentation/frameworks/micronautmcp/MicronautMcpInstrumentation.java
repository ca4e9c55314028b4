package io.mcpoauth2.agent.instrumentation.frameworks.micronautmcp;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/** The one controller of Micronaut MCP. */
public final class MicronautMcpInstrumentation {
    private MicronautMcpInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(new TypeInstrumentation(
                "io.micronaut.mcp.server.stateless.McpController",
                "Micronaut MCP controller",
                false,
                List.of(new MethodWeaving(
                        "handlePost",
                        List.of("io.micronaut.http.HttpRequest"),
                        "io.mcpoauth2.agent.instrumentation.frameworks.micronautmcp.McpControllerAdvice",
                        true))));
    }
}
