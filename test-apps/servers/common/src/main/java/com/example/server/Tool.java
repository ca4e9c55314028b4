package com.example.server;

import java.util.Map;
import java.util.TreeMap;
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
        // The order of Map.of differs from JVM to JVM; answers of two servers are compared byte by byte.
        new TreeMap<>(arguments).forEach((name, type) -> {
            String comma = properties.isEmpty() ? "" : ",";
            properties.append(comma).append("\"%s\":{\"type\":\"%s\"}".formatted(name, type));
            required.append(comma).append("\"%s\"".formatted(name));
        });
        return "{\"type\":\"object\",\"properties\":{%s},\"required\":[%s]}".formatted(properties, required);
    }
}
