package com.example.webflux;

import com.example.server.StandardTools;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.annotation.McpToolParam;
import org.springframework.stereotype.Component;

/** The tools of every test server, in the form that Spring AI finds by its annotation. */
@Component
class Tools {
    @McpTool(name = "echo", description = "echo")
    String echo(@McpToolParam(description = "text") String text) {
        return StandardTools.echo(text);
    }

    @McpTool(name = "add", description = "add")
    String add(@McpToolParam(description = "a") long a, @McpToolParam(description = "b") long b) {
        return StandardTools.add(a, b);
    }

    @McpTool(name = "count", description = "count")
    String count() {
        return StandardTools.count();
    }
}
