package io.mcpoauth2.agent.instrumentation.frameworks.helidonmcp;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.ArrayList;
import java.util.List;

/** Helidon MCP's routes: one method for each kind of message, and those that open and end a session. */
public final class HelidonMcpInstrumentation {
    private static final String ADVICE = "io.mcpoauth2.agent.instrumentation.frameworks.helidonmcp.McpFeatureAdvice";

    private HelidonMcpInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        List<MethodWeaving> weavings = new ArrayList<>();
        for (String method : List.of("initializeRpc", "toolsListRpc", "toolsCallRpc", "promptsListRpc")) {
            weavings.add(rpc(method, true));
        }
        for (String method : List.of(
                "notificationInitRpc",
                "notificationCancelRpc",
                "notificationRootsListRpc",
                "pingRpc",
                "resourcesListRpc",
                "resourcesReadRpc",
                "resourceSubscribeRpc",
                "resourceUnsubscribeRpc",
                "resourceTemplateListRpc",
                "promptsGetRpc",
                "loggingLogLevelRpc",
                "completionRpc",
                "disconnect")) {
            weavings.add(rpc(method, false));
        }
        for (String method : List.of("sse", "disconnect")) {
            weavings.add(new MethodWeaving(
                    method,
                    List.of("io.helidon.webserver.http.ServerRequest", "io.helidon.webserver.http.ServerResponse"),
                    ADVICE,
                    method.equals("sse")));
        }
        weavings.add(new MethodWeaving(
                "setup",
                List.of("io.helidon.webserver.http.HttpRouting$Builder"),
                "io.mcpoauth2.agent.instrumentation.frameworks.helidonmcp.FeatureSetupAdvice",
                true));
        return List.of(new TypeInstrumentation(
                "io.helidon.extensions.mcp.server.McpServerFeature", "Helidon MCP feature", false, weavings));
    }

    /** Where lists become JSON, in all revisions of MCP. */
    public static List<TypeInstrumentation> lists() {
        List<MethodWeaving> weavings = new ArrayList<>();
        for (String method : List.of("listTools", "listPrompts", "listResources", "listResourceTemplates")) {
            weavings.add(new MethodWeaving(
                    method,
                    List.of("io.helidon.extensions.mcp.server.McpPage"),
                    "io.mcpoauth2.agent.instrumentation.frameworks.helidonmcp.ListAdvice",
                    true));
        }
        return List.of(new TypeInstrumentation(
                "io.helidon.extensions.mcp.server.McpJsonSerializerV1", "Helidon MCP answer", false, weavings));
    }

    private static MethodWeaving rpc(String method, boolean required) {
        return new MethodWeaving(
                method,
                List.of("io.helidon.webserver.jsonrpc.JsonRpcRequest", "io.helidon.webserver.jsonrpc.JsonRpcResponse"),
                ADVICE,
                required);
    }
}
