package com.example.server;

import java.util.UUID;

/**
 * What a server answers that writes JSON-RPC by hand: a call makes an MCP task, whose id is new, there is a list of tools, and
 * whatever else comes is done with a task.
 */
public final class TaskAnswers {
    private TaskAnswers() {}

    /** A request for a task's state or result runs the application. */
    public static String answer(String body) {
        if (body.contains("\"tools/call\"")) {
            return """
                    {"jsonrpc":"2.0","id":1,"result":{"task":{"taskId":"%s","status":"working",\
                    "createdAt":"2026-01-01T00:00:00Z","ttl":60000}}}""".formatted(UUID.randomUUID());
        }
        if (body.contains("\"tools/list\"")) {
            return """
                    {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"echo","inputSchema":{"type":"object"}},\
                    {"name":"add"},{"name":"count"}]}}""";
        }
        Executions.record();
        return """
                {"jsonrpc":"2.0","id":1,"result":{"taskId":"t","status":"completed"}}""";
    }

    /** The same as one event of a stream. */
    public static String event(String body) {
        return "event: message\ndata: " + answer(body) + "\n\n";
    }
}
