package com.example.server;

import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A tool that asks its user something before it answers, offered by asynchronous servers with sessions only.
 *
 * @param body makes the tool's text of what the user answers
 */
public record AskingTool(String name, Function<Mono<String>, Mono<String>> body) {

    public String inputSchema() {
        return Tool.inputSchema(Map.of());
    }
}
