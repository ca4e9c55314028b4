package com.example.mcp;

import com.example.server.Options;
import com.example.server.ToolSet;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import reactor.core.publisher.Mono;

/** Servers that keep nothing between two requests. */
public final class StatelessServers {
    private StatelessServers() {}

    public static void start(McpStatelessServerTransport transport, Options options) {
        if (Mode.isAsync(options)) {
            start(McpServer.async(transport));
        } else {
            start(McpServer.sync(transport), options);
        }
    }

    private static void start(McpServer.StatelessSyncSpecification server, Options options) {
        server.serverInfo("test-server", "1").immediateExecution(options.flag("immediate"));
        ToolSet.allTools()
                .forEach(tool -> server.toolCall(
                        Wire.tool(tool.name(), tool.inputSchema()),
                        (context, call) -> Wire.result(tool.body().apply(Wire.arguments(call)))));
        server.build();
    }

    private static void start(McpServer.StatelessAsyncSpecification server) {
        server.serverInfo("test-server", "1");
        ToolSet.allTools()
                .forEach(tool -> server.toolCall(
                        Wire.tool(tool.name(), tool.inputSchema()),
                        (context, call) -> Mono.fromSupplier(() -> tool.body().apply(Wire.arguments(call)))
                                .map(Wire::result)));
        // Deferred: the SDK answers an exception of the function itself with HTTP 500 instead of a JSON-RPC error.
        ToolSet.allAsyncTools()
                .forEach(tool -> server.toolCall(
                        Wire.tool(tool.name(), tool.inputSchema()),
                        (context, call) -> Mono.defer(() -> tool.body().apply(Wire.arguments(call)))
                                .map(Wire::result)));
        server.build();
    }
}
