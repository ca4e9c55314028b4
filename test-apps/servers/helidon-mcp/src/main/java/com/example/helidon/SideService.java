package com.example.helidon;

import com.example.server.Executions;
import com.example.server.TaskAnswers;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What the application serves beside the MCP endpoint. */
final class SideService implements HttpService {
    @Override
    public void routing(HttpRules rules) {
        rules.any("/hello", SideService::hello)
                // Whatever comes below.
                .get("/files/*", (request, response) -> answer(response, "file"))
                .get("/health/{probe}", (request, response) -> response.send("ok"))
                .post("/length", SideService::length)
                .post("/tasks", SideService::tasks)
                .get("/stream", SideService::stream);
    }

    private static void answer(ServerResponse response, String text) {
        Executions.record();
        response.send(text);
    }

    /** Helidon leaves the body of a HEAD request's answer to the application. */
    private static void hello(ServerRequest request, ServerResponse response) {
        if (request.prologue().method().equals(Method.HEAD)) {
            Executions.record();
            response.headers().contentLength("hello".length());
            response.send();
        } else {
            answer(response, "hello");
        }
    }

    private static void length(ServerRequest request, ServerResponse response) {
        answer(response, Integer.toString(request.content().as(byte[].class).length));
    }

    /** As JSON, or as a stream of two parts. */
    private static void tasks(ServerRequest request, ServerResponse response) throws IOException {
        String message = request.content().as(String.class);
        if (request.headers().first(HeaderNames.ACCEPT).orElse("").equals("text/event-stream")) {
            response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
            try (OutputStream output = response.outputStream()) {
                for (String part : new String[] {": hello\n\n", TaskAnswers.event(message)}) {
                    output.write(part.getBytes(StandardCharsets.UTF_8));
                    output.flush();
                }
            }
        } else {
            response.header(HeaderNames.CONTENT_TYPE, "application/json");
            response.send(TaskAnswers.answer(message));
        }
    }

    /** Events in the spelling of the servlets' stream, the first at once; {@code by=other} from another thread. */
    private static void stream(ServerRequest request, ServerResponse response) throws Exception {
        Executions.record();
        int events = request.query().first("events").asInt().orElse(3);
        int interval = request.query().first("interval").asInt().orElse(20);
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
        try (OutputStream output = response.outputStream()) {
            if (request.query().first("by").orElse("").equals("other")) {
                Thread writer = new Thread(() -> writeUnheard(output, events, interval), "stream");
                writer.start();
                writer.join();
            } else {
                write(output, events, interval);
            }
        }
    }

    private static void writeUnheard(OutputStream output, int events, int interval) {
        try {
            write(output, events, interval);
        } catch (IOException | RuntimeException e) {
            return; // The client has gone.
        }
    }

    private static void write(OutputStream output, int events, int interval) throws IOException {
        try {
            for (int event = 1; event <= events; event++) {
                output.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
                output.flush();
                Thread.sleep(interval);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while streaming");
        }
    }
}
