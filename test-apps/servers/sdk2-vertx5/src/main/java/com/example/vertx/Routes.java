package com.example.vertx;

import com.example.server.Executions;
import com.example.server.TaskAnswers;
import com.example.server.Tool;
import com.example.server.ToolSet;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** All that the server answers, and who calls at the places where a thread runs the code of several requests. */
final class Routes implements Handler<HttpServerRequest> {
    private static final int NAMES = 1000;

    private final Vertx vertx;
    private final MessageTransport mcp;
    /** What several requests wait for; of no context. */
    private final Promise<Void> shared = Promise.promise();

    Routes(Vertx vertx, MessageTransport mcp) {
        this.vertx = vertx;
        this.mcp = mcp;
    }

    @Override
    public void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        String path;
        try {
            path = URLDecoder.decode(request.path(), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            response.setStatusCode(400).end();
            return;
        }
        if (path.startsWith("/files/")) {
            answer(response, "file");
            return;
        }
        if (path.startsWith("/health/")) {
            response.end("ok");
            return;
        }
        switch (path) {
            case "/mcp" -> mcp.handle(request);
            case "/hello" -> answer(response, "hello");
            case "/length" -> request.body().onSuccess(body -> answer(response, Integer.toString(body.length())));
            case "/stream" -> stream(request);
            case "/tasks" -> request.body().onSuccess(body -> task(request, body.toString()));
            case "/socket" -> request.toWebSocket().onSuccess(this::echo);
            case "/whoami-http" -> response.end(call("admin").substring("admin:".length()));
            case "/caller/body" ->
                request.body().onSuccess(body -> response.end(body.length() + " of " + call("whoami")));
            case "/caller/later" -> vertx.setTimer(1, tick -> response.end(call("whoami")));
            case "/caller/worker" -> vertx.executeBlocking(() -> call("whoami")).onSuccess(response::end);
            case "/caller/stream" -> names(response.setChunked(true), 0);
            case "/caller/join" -> {
                Executions.record();
                shared.future().onSuccess(done -> response.end(call("whoami")));
            }
            case "/caller/socket" -> request.toWebSocket().onSuccess(this::tell);
            case "/caller/complete" -> {
                shared.complete();
                response.end(call("whoami"));
            }
            default -> response.setStatusCode(404).end();
        }
    }

    private static void answer(HttpServerResponse response, String text) {
        Executions.record();
        response.end(text);
    }

    /** JSON by another thread, or a stream of two parts. */
    private void task(HttpServerRequest request, String message) {
        HttpServerResponse response = request.response();
        if ("text/event-stream".equals(request.getHeader("Accept"))) {
            response.setChunked(true).putHeader("Content-Type", "text/event-stream");
            response.write(": hello\n\n").onSuccess(written -> response.end(TaskAnswers.event(message)));
        } else {
            response.putHeader("Content-Type", "application/json");
            vertx.executeBlocking(() -> TaskAnswers.answer(message)).onSuccess(response::end);
        }
    }

    /** What a tool of the linked variant answers, which is guarded. */
    private static String call(String name) {
        for (Tool tool : ToolSet.allTools()) {
            if (tool.name().equals(name)) {
                return tool.body().apply(Map.of());
            }
        }
        throw new IllegalStateException("no tool " + name);
    }

    /** As often as the connection can take more. */
    private static void names(HttpServerResponse response, int written) {
        for (int i = written; i < NAMES; i++) {
            if (response.writeQueueFull()) {
                int next = i;
                response.drainHandler(drained -> names(response, next));
                return;
            }
            response.write(call("whoami") + ' ');
        }
        response.end();
    }

    /** Events in the spelling of the servlets' stream, the first at once. */
    private void stream(HttpServerRequest request) {
        Executions.record();
        HttpServerResponse response = request.response();
        if (request.getParam("events") == null || request.getParam("interval") == null) {
            response.setStatusCode(400).end();
            return;
        }
        long events = Long.parseLong(request.getParam("events"));
        long interval = Long.parseLong(request.getParam("interval"));
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        AtomicLong sent = new AtomicLong();
        vertx.setPeriodic(1, Math.max(1, interval), timer -> {
            if (response.ended() || response.closed()) {
                vertx.cancelTimer(timer);
            } else if (!response.writeQueueFull()) {
                response.write("data: " + sent.incrementAndGet() + "\n\n");
                if (sent.get() == events) {
                    response.end();
                }
            }
        });
    }

    /** Who each text of a WebSocket comes from: as it comes, or after a while. */
    private void tell(ServerWebSocket socket) {
        socket.textMessageHandler(text -> {
            if (text.equals("later")) {
                vertx.setTimer(1, tick -> socket.writeTextMessage(call("whoami")));
            } else {
                socket.writeTextMessage(call("whoami"));
            }
        });
    }

    /** Answers with what it gets, and after "push" with more and more of it. */
    private void echo(ServerWebSocket socket) {
        socket.textMessageHandler(text -> {
            Executions.record();
            socket.writeTextMessage(text);
            if (text.equals("push")) {
                long timer = vertx.setPeriodic(20, id -> socket.writeTextMessage(text));
                socket.closeHandler(closed -> vertx.cancelTimer(timer));
            }
        });
    }
}
