package com.example.helidon;

import com.example.server.Tool;
import com.example.server.ToolSet;
import io.helidon.extensions.mcp.server.McpParameters;
import io.helidon.extensions.mcp.server.McpServerConfig;
import io.helidon.extensions.mcp.server.McpServerFeature;
import io.helidon.extensions.mcp.server.McpToolResult;
import java.util.HashMap;
import java.util.Map;

/** The tools of every test server, as Helidon MCP has them. */
final class Tools {
    private Tools() {}

    static McpServerFeature feature(boolean stateless) {
        McpServerConfig.Builder mcp = McpServerFeature.builder()
                .path("/mcp")
                .name("test-server")
                .version("1")
                .stateless(stateless);
        for (Tool tool : ToolSet.allTools()) {
            mcp.addTool(offered -> offered.name(tool.name())
                    .description(tool.name())
                    .schema(tool.inputSchema())
                    .tool(request -> McpToolResult.create(tool.body().apply(arguments(tool, request.arguments())))));
        }
        return mcp.build();
    }

    private static Map<String, Object> arguments(Tool tool, McpParameters given) {
        Map<String, Object> arguments = new HashMap<>();
        tool.arguments().forEach((name, type) -> {
            McpParameters value = given.get(name);
            arguments.put(
                    name,
                    type.equals("string")
                            ? value.asString().get()
                            : value.asLong().get());
        });
        return arguments;
    }
}
