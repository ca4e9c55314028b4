package com.example.server;

import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A tool without blocking, offered by asynchronous servers only. */
public record AsyncTool(String name, Map<String, String> arguments, Function<Map<String, Object>, Mono<String>> body) {

    public String inputSchema() {
        return Tool.inputSchema(arguments);
    }
}
