package io.mcpoauth2.agent.instrumentation.frameworks.webflux;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.ArrayList;
import java.util.List;

/** The WebFlux transports of the MCP Java SDK 0.9 to 0.18, and of Spring AI 2. */
public final class WebFluxInstrumentation {
    private static final String ADVICE = "io.mcpoauth2.agent.instrumentation.frameworks.webflux.WebFluxTransportAdvice";
    private static final List<String> PARAMETERS =
            List.of("org.springframework.web.reactive.function.server.ServerRequest");

    private WebFluxInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        List<TypeInstrumentation> types = new ArrayList<>();
        for (String home : List.of(
                "io.modelcontextprotocol.server.transport.", "org.springframework.ai.mcp.server.webflux.transport.")) {
            types.add(transport(
                    home + "WebFluxStreamableServerTransportProvider",
                    required("handlePost"),
                    required("handleGet"),
                    optional("handleDelete")));
            types.add(
                    transport(home + "WebFluxStatelessServerTransport", required("handlePost"), optional("handleGet")));
            types.add(transport(
                    home + "WebFluxSseServerTransportProvider",
                    required("handleMessage"),
                    required("handleSseConnection")));
        }
        return types;
    }

    private static TypeInstrumentation transport(String type, MethodWeaving... weavings) {
        return new TypeInstrumentation(type, "MCP SDK transport", false, List.of(weavings));
    }

    private static MethodWeaving required(String method) {
        return new MethodWeaving(method, PARAMETERS, ADVICE, true);
    }

    private static MethodWeaving optional(String method) {
        return new MethodWeaving(method, PARAMETERS, ADVICE, false);
    }
}
