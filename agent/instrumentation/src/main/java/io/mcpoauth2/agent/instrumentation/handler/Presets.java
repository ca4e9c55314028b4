package io.mcpoauth2.agent.instrumentation.handler;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What MCP frameworks take for handlers, by full names: annotations, and where they call functions that an application has
 * registered. Found by the setting {@code presets}.
 */
final class Presets {
    /** Binary names. Annotations for clients' callbacks are none. */
    static final Set<String> ANNOTATIONS = Set.of(
            "org.springframework.ai.mcp.annotation.McpTool",
            "org.springframework.ai.mcp.annotation.McpPrompt",
            "org.springframework.ai.mcp.annotation.McpResource",
            "org.springframework.ai.mcp.annotation.McpComplete",
            "org.springaicommunity.mcp.annotation.McpTool",
            "org.springaicommunity.mcp.annotation.McpPrompt",
            "org.springaicommunity.mcp.annotation.McpResource",
            "org.springaicommunity.mcp.annotation.McpComplete",
            "io.quarkiverse.mcp.server.Tool",
            "io.quarkiverse.mcp.server.Prompt",
            "io.quarkiverse.mcp.server.Resource",
            "io.quarkiverse.mcp.server.ResourceTemplate",
            "io.quarkiverse.mcp.server.CompletePrompt",
            "io.quarkiverse.mcp.server.CompleteResourceTemplate",
            "io.quarkiverse.mcp.server.Notification",
            "org.mcpjava.server.tools.Tool",
            "org.mcpjava.server.prompts.Prompt",
            "org.mcpjava.server.resources.Resource",
            "org.mcpjava.server.resources.ResourceTemplate",
            "org.mcpjava.server.completion.CompletePrompt",
            "org.mcpjava.server.completion.CompleteResourceTemplate",
            "io.helidon.extensions.mcp.server.Mcp$Tool",
            "io.helidon.extensions.mcp.server.Mcp$Prompt",
            "io.helidon.extensions.mcp.server.Mcp$Resource",
            "io.helidon.extensions.mcp.server.Mcp$Completion",
            "io.helidon.extensions.mcp.server.Mcp$ResourceSubscriber",
            "io.helidon.extensions.mcp.server.Mcp$ResourceUnsubscriber",
            "io.micronaut.mcp.annotations.Tool",
            "io.micronaut.mcp.annotations.Prompt",
            "io.micronaut.mcp.annotations.Resource",
            "io.micronaut.mcp.annotations.ResourceTemplate",
            "io.micronaut.mcp.annotations.PromptCompletion",
            "io.micronaut.mcp.annotations.ResourceCompletion");

    private static final String SDK = "io/modelcontextprotocol/server/";
    private static final String HELIDON = "io/helidon/extensions/mcp/server/";

    private Presets() {}

    /** The calls of handlers, by the internal names of the classes that make them. */
    static Map<String, FrameworkCalls> calls() {
        Map<String, FrameworkCalls> calls = new HashMap<>();
        // The MCP Java SDK runs synchronous functions by asynchronous ones of its own.
        FrameworkCalls asynchronous =
                FrameworkCalls.of("java/util/function/BiFunction", "apply").deferred(SDK + "Mcp");
        FrameworkCalls synchronous = FrameworkCalls.of("java/util/function/BiFunction", "apply");
        for (String server : new String[] {"McpAsyncServer", "McpStatelessAsyncServer"}) {
            calls.put(SDK + server, asynchronous);
            calls.put(SDK + server + "$StructuredOutputCallToolHandler", asynchronous);
        }
        for (String features : new String[] {"McpServerFeatures$Async", "McpStatelessServerFeatures$Async"}) {
            for (String feature : new String[] {"Tool", "Prompt", "Resource", "ResourceTemplate", "Completion"}) {
                calls.put(SDK + features + feature + "Specification", synchronous);
            }
        }
        // The MCP Kotlin SDK.
        calls.put(
                "io/modelcontextprotocol/kotlin/sdk/server/Server",
                FrameworkCalls.of("kotlin/jvm/functions/Function3", "invoke")
                        .and("kotlin/jvm/functions/Function4", "invoke"));
        calls.put(
                "io/quarkiverse/mcp/server/runtime/FeatureManagerBase$FeatureDefinitionInfoBase",
                FrameworkCalls.of("java/util/function/Function", "apply").deferred(""));
        calls.put(
                HELIDON + "McpServerFeature",
                FrameworkCalls.of(HELIDON + "McpTool", "tool")
                        .and(HELIDON + "McpPrompt", "prompt")
                        .and(HELIDON + "McpResource", "resource")
                        .and(HELIDON + "McpCompletion", "completion"));
        return calls;
    }
}
