package com.example.mcp;

import com.example.server.Options;
import com.example.server.ToolSet;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import reactor.core.publisher.Mono;

/** Servers on transports with sessions. */
public final class SessionServers {
    private SessionServers() {}

    static void start(McpStreamableServerTransportProvider transport, Options options) {
        if (Mode.isAsync(options)) {
            start(McpServer.async(transport));
        } else {
            start(McpServer.sync(transport), options);
        }
    }

    /** SSE and standard input and output. */
    public static void start(McpServerTransportProvider transport, Options options) {
        if (Mode.isAsync(options)) {
            start(McpServer.async(transport));
        } else {
            start(McpServer.sync(transport), options);
        }
    }

    private static void start(McpServer.SyncSpecification<?> server, Options options) {
        server.serverInfo("test-server", "1").immediateExecution(options.flag("immediate"));
        ToolSet.allTools()
                .forEach(tool -> server.toolCall(
                        Wire.tool(tool.name(), tool.inputSchema()),
                        (exchange, call) -> Wire.result(tool.body().apply(Wire.arguments(call)))));
        server.build();
    }

    private static void start(McpServer.AsyncSpecification<?> server) {
        server.serverInfo("test-server", "1");
        ToolSet.allTools()
                .forEach(tool -> server.toolCall(
                        Wire.tool(tool.name(), tool.inputSchema()),
                        (exchange, call) -> Mono.fromSupplier(() -> tool.body().apply(Wire.arguments(call)))
                                .map(Wire::result)));
        // Deferred: the SDK answers an exception of the function itself with HTTP 500 instead of a JSON-RPC error.
        ToolSet.allAsyncTools()
                .forEach(tool -> server.toolCall(
                        Wire.tool(tool.name(), tool.inputSchema()),
                        (exchange, call) -> Mono.defer(() -> tool.body().apply(Wire.arguments(call)))
                                .map(Wire::result)));
        ToolSet.allAskingTools()
                .forEach(tool -> server.toolCall(
                        Wire.tool(tool.name(), tool.inputSchema()),
                        (exchange, call) -> Mono.defer(() -> tool.body().apply(Wire.ask(exchange)))
                                .map(Wire::result)));
        server.build();
    }
}
