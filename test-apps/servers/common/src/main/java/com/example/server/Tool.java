package com.example.server;

import java.util.Map;
import java.util.function.Function;

/**
 * A tool as every MCP stack can offer it: a name, its arguments with their JSON types, and a body.
 *
 * @param body answers the text of the tool's result, on the calling thread
 */
public record Tool(String name, Map<String, String> arguments, Function<Map<String, Object>, String> body) {

    public String inputSchema() {
        return inputSchema(arguments);
    }

    static String inputSchema(Map<String, String> arguments) {
        StringBuilder properties = new StringBuilder();
        StringBuilder required = new StringBuilder();
        arguments.forEach((name, type) -> {
            String comma = properties.isEmpty() ? "" : ",";
            properties.append(comma).append("\"%s\":{\"type\":\"%s\"}".formatted(name, type));
            required.append(comma).append("\"%s\"".formatted(name));
        });
        return "{\"type\":\"object\",\"properties\":{%s},\"required\":[%s]}".formatted(properties, required);
    }
}
