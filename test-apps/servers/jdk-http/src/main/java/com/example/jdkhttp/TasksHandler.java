package com.example.jdkhttp;

import com.example.server.TaskAnswers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Answers messages as a server of MCP tasks does: as JSON from another thread, or as a stream. */
final class TasksHandler implements HttpHandler {
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String message = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if ("text/event-stream".equals(exchange.getRequestHeaders().getFirst("Accept"))) {
            stream(exchange, message);
        } else {
            new Thread(() -> answer(exchange, message), "tasks").start();
        }
    }

    private static void stream(HttpExchange exchange, String message) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        try (OutputStream body = exchange.getResponseBody()) {
            exchange.sendResponseHeaders(200, 0);
            body.write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
            body.flush();
            body.write(TaskAnswers.event(message).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void answer(HttpExchange exchange, String message) {
        try (exchange) {
            byte[] body = TaskAnswers.answer(message).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
