package com.example.helidon;

import com.example.server.Options;
import com.example.server.ServerProcess;
import com.example.server.StandardTools;
import io.helidon.extensions.mcp.server.McpServerFeature;
import io.helidon.extensions.mcp.server.McpToolResult;
import io.helidon.webserver.WebServer;

/** An MCP server of Helidon's, with one route beside it. */
public final class HelidonServer {
    private HelidonServer() {}

    public static void main(String[] args) {
        ServerProcess.run(() -> {
            WebServer server = WebServer.builder()
                    .host("127.0.0.1")
                    .port(new Options(args).port())
                    .routing(routing -> routing.get("/health", (request, response) -> response.send("up"))
                            .addFeature(mcp()))
                    .build()
                    .start();
            return server.port();
        });
    }

    private static McpServerFeature mcp() {
        return McpServerFeature.builder()
                .path("/mcp")
                .addTool(tool -> tool.name("echo")
                        .description("echo")
                        .schema("{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}}}")
                        .tool(request -> McpToolResult.create(StandardTools.echo(
                                request.arguments().get("text").asString().orElse("")))))
                .build();
    }
}
