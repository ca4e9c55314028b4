package com.example.quarkus;

import com.example.server.StandardTools;
import io.quarkiverse.mcp.server.Tool;

/** The tools of every test server. */
class Tools {
    @Tool(description = "echo")
    String echo(String text) {
        return StandardTools.echo(text);
    }

    @Tool(description = "add")
    String add(long a, long b) {
        return StandardTools.add(a, b);
    }

    @Tool(description = "count")
    String count() {
        return StandardTools.count();
    }
}
