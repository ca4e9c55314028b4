package io.mcpoauth2.testapps.demo;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The MCP Java SDK's client in a session with one server. */
final class SdkClient implements AutoCloseable {
    private final McpSyncClient client;

    /**
     * @param token null to send none
     */
    SdkClient(URI endpoint, String token) {
        HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport.builder(
                        "http://" + endpoint.getAuthority())
                .endpoint(endpoint.getPath())
                .addHttpRequestCustomizer((request, method, uri, body, context) -> {
                    if (token != null) {
                        request.setHeader("Authorization", "Bearer " + token);
                    }
                })
                .build();
        client = McpClient.sync(transport)
                .requestTimeout(Duration.ofMinutes(5))
                .initializationTimeout(Duration.ofMinutes(5))
                .build();
        client.initialize();
    }

    List<String> tools() {
        return client.listTools().tools().stream().map(McpSchema.Tool::name).toList();
    }

    /** Calls a tool and returns the text it answers with. */
    String call(String tool, Map<String, Object> arguments) {
        McpSchema.CallToolResult result = client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
        McpSchema.Content content = result.content().get(0);
        if (Boolean.TRUE.equals(result.isError()) || !(content instanceof McpSchema.TextContent text)) {
            throw new IllegalStateException("The tool " + tool + " failed: " + content);
        }
        return text.text();
    }

    @Override
    public void close() {
        client.closeGracefully();
    }
}
