package com.example.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The schema objects that stand for a tool, its arguments and its result. */
final class Wire {
    private Wire() {}

    @SuppressWarnings("deprecation") // SDK 1 has no other builder, and both compile this file
    static McpSchema.Tool tool(String name, String inputSchema) {
        return McpSchema.Tool.builder()
                .name(name)
                .description(name)
                .inputSchema(McpJsonDefaults.getMapper(), inputSchema)
                .build();
    }

    static Map<String, Object> arguments(McpSchema.CallToolRequest call) {
        return call.arguments() == null ? Map.of() : call.arguments();
    }

    static McpSchema.CallToolResult result(String text) {
        return McpSchema.CallToolResult.builder().addTextContent(text).build();
    }

    /** What the user answers to a question, by elicitation. */
    @SuppressWarnings("deprecation") // SDK 1 has no other builder, and both compile this file
    static Mono<String> ask(McpAsyncServerExchange exchange) {
        Map<String, Object> schema = Map.of("type", "object", "properties", Map.of("answer", Map.of("type", "string")));
        return exchange.createElicitation(McpSchema.ElicitRequest.builder()
                        .message("Which?")
                        .requestedSchema(schema)
                        .build())
                .map(answer -> String.valueOf(answer.content().get("answer")));
    }
}
