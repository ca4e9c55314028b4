package com.example.server;

import java.util.UUID;

/** What a server of MCP tasks answers: a call makes a task, whose id is new; whatever else comes is done with one. */
public final class TaskAnswers {
    private TaskAnswers() {}

    /** A request for a task's state or result runs the application. */
    public static String answer(String body) {
        if (body.contains("\"tools/call\"")) {
            return """
                    {"jsonrpc":"2.0","id":1,"result":{"task":{"taskId":"%s","status":"working",\
                    "createdAt":"2026-01-01T00:00:00Z","ttl":60000}}}""".formatted(UUID.randomUUID());
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
