package io.mcpoauth2.agent.instrumentation.frameworks.solonmcp;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.ArrayList;
import java.util.List;

/** The transports of Solon AI 3.3 and later, which brings a copy of the MCP Java SDK under the SDK's names. */
public final class SolonMcpInstrumentation {
    private static final String TRANSPORT = "io.modelcontextprotocol.server.transport.WebRx";

    private SolonMcpInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                transport("StreamableServerTransportProvider", "handlePost", "handleGet", "handleDelete"),
                transport("StatelessServerTransport", "handlePost"),
                transport("SseServerTransportProvider", "handleMessage", "handleSseConnection"));
    }

    private static TypeInstrumentation transport(String type, String... methods) {
        List<MethodWeaving> weavings = new ArrayList<>();
        for (String method : methods) {
            weavings.add(new MethodWeaving(
                    method,
                    List.of("org.noear.solon.core.handle.Context"),
                    "io.mcpoauth2.agent.instrumentation.frameworks.solonmcp.SolonTransportAdvice",
                    true));
        }
        return new TypeInstrumentation(TRANSPORT + type, "Solon AI MCP transport", false, weavings);
    }
}
