package com.example.jdkhttp;

import com.example.server.Executions;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Streams server-sent events until the client goes away; the query is the milliseconds between two. On the path's end
 * {@code /other} another thread does, and the handler returns.
 */
final class EndlessHandler implements HttpHandler {
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Executions.record();
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        if (exchange.getRequestURI().getPath().endsWith("/other")) {
            new Thread(() -> streamUnchecked(exchange), "endless").start();
        } else {
            stream(exchange);
        }
    }

    private static void streamUnchecked(HttpExchange exchange) {
        try {
            stream(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stream(HttpExchange exchange) throws IOException {
        int interval = Integer.parseInt(exchange.getRequestURI().getQuery());
        try (OutputStream body = exchange.getResponseBody()) {
            for (int event = 1; ; event++) {
                body.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
                body.flush();
                Thread.sleep(interval);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while streaming");
        }
    }
}
