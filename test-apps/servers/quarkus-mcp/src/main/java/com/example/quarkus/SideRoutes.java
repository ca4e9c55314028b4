package com.example.quarkus;

import com.example.server.Executions;
import com.example.server.TaskAnswers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;

/** What the application serves beside the MCP endpoint. */
class SideRoutes {
    @Inject
    Vertx vertx;

    void register(@Observes Router router) {
        router.get("/hello").handler(context -> answer(context, "hello"));
        router.get("/files/*").handler(context -> answer(context, "file"));
        router.get("/health/:probe").handler(context -> context.end("ok"));
        router.get("/stream").handler(this::stream);
        router.post("/length").handler(SideRoutes::length);
        router.post("/tasks").handler(SideRoutes::tasks);
        router.get("/socket").handler(this::socket);
    }

    private static void answer(RoutingContext context, String text) {
        Executions.record();
        context.end(text);
    }

    /** The length of what was sent. */
    private static void length(RoutingContext context) {
        context.request()
                .body()
                .onSuccess(body -> answer(context, Integer.toString(body.length())))
                .onFailure(context::fail);
        context.request().resume(); // Quarkus has paused it.
    }

    /** As JSON, or as a stream of two parts. */
    private static void tasks(RoutingContext context) {
        context.request()
                .body()
                .onSuccess(body -> task(context, body.toString()))
                .onFailure(context::fail);
        context.request().resume(); // Quarkus has paused it.
    }

    private static void task(RoutingContext context, String message) {
        HttpServerResponse response = context.response();
        if ("text/event-stream".equals(context.request().getHeader("Accept"))) {
            response.setChunked(true).putHeader("Content-Type", "text/event-stream");
            response.write(": hello\n\n").onSuccess(written -> response.end(TaskAnswers.event(message)));
        } else {
            response.putHeader("Content-Type", "application/json").end(TaskAnswers.answer(message));
        }
    }

    /** Events in the spelling of the servlets' stream, the first at once. */
    private void stream(RoutingContext context) {
        Executions.record();
        long events = Long.parseLong(context.request().getParam("events"));
        long interval = Long.parseLong(context.request().getParam("interval"));
        HttpServerResponse response = context.response();
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        AtomicLong sent = new AtomicLong();
        long timer = vertx.setPeriodic(1, Math.max(1, interval), id -> {
            if (!response.ended() && !response.closed() && !response.writeQueueFull()) {
                response.write("data: " + sent.incrementAndGet() + "\n\n");
                if (sent.get() == events) {
                    response.end();
                }
            }
        });
        context.addEndHandler(ended -> vertx.cancelTimer(timer));
    }

    private void socket(RoutingContext context) {
        context.request().toWebSocket().onSuccess(this::echo).onFailure(context::fail);
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
