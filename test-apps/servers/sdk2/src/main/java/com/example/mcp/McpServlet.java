package com.example.mcp;

import com.example.server.Options;
import io.modelcontextprotocol.server.transport.HttpServletSseServerTransportProvider;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import jakarta.servlet.http.HttpServlet;
import java.util.List;

/**
 * The SDK's servlet for {@code transport=streamable|stateless|sse}, with a server of {@code mode=sync|async} behind it.
 *
 * @param paths where it has to be mapped; {@code mapping=} overrides it, except for the two paths of SSE
 */
public record McpServlet(HttpServlet servlet, List<String> paths) {

    public static McpServlet of(Options options) {
        String transport = options.text("transport", "streamable");
        return switch (transport) {
            case "streamable" -> streamable(options);
            case "stateless" -> stateless(options);
            case "sse" -> sse(options);
            default -> throw new IllegalArgumentException("transport=" + transport);
        };
    }

    private static McpServlet streamable(Options options) {
        HttpServletStreamableServerTransportProvider transport = HttpServletStreamableServerTransportProvider.builder()
                .mcpEndpoint("/mcp")
                .build();
        SessionServers.start(transport, options);
        return new McpServlet(transport, List.of(options.text("mapping", "/mcp")));
    }

    private static McpServlet stateless(Options options) {
        HttpServletStatelessServerTransport transport = HttpServletStatelessServerTransport.builder()
                .messageEndpoint("/mcp")
                .build();
        StatelessServers.start(transport, options);
        return new McpServlet(transport, List.of(options.text("mapping", "/mcp")));
    }

    @SuppressWarnings("deprecation") // SDK 2 discourages SSE; servers that speak it are still there
    private static McpServlet sse(Options options) {
        HttpServletSseServerTransportProvider transport = HttpServletSseServerTransportProvider.builder()
                .sseEndpoint("/sse")
                .messageEndpoint("/mcp/message")
                .build();
        SessionServers.start(transport, options);
        return new McpServlet(transport, List.of("/sse", "/mcp/message"));
    }
}
