package com.example.micronaut;

import com.example.server.StandardTools;
import io.micronaut.mcp.annotations.Tool;
import jakarta.inject.Singleton;

/** The tools of every test server, in the form that Micronaut finds by its annotation. */
@Singleton
class Tools {
    @Tool(name = "echo", description = "echo")
    String echo(String text) {
        return StandardTools.echo(text);
    }

    @Tool(name = "add", description = "add")
    String add(long a, long b) {
        return StandardTools.add(a, b);
    }

    @Tool(name = "count", description = "count")
    String count() {
        return StandardTools.count();
    }
}
