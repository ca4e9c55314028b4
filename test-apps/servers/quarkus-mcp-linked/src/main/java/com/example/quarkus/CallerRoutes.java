package com.example.quarkus;

import com.example.server.Executions;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Asks who calls at the places where an event loop, a worker or a timer runs a request's code. */
class CallerRoutes {
    private static final int NAMES = 1000;

    /** What several requests wait for; of no context. */
    private final Promise<Void> shared = Promise.promise();

    private final Queue<UniEmitter<? super Void>> emitters = new ConcurrentLinkedQueue<>();

    @Inject
    Caller caller;

    @Inject
    Vertx vertx;

    void register(@Observes Router router) {
        router.get("/whoami-http").handler(context -> context.end(caller.admin()));
        router.post("/caller/body").handler(this::afterBody);
        router.get("/caller/stream").handler(this::inStream);
        router.get("/caller/later").handler(this::later);
        router.get("/caller/worker").handler(this::byWorker);
        router.get("/caller/mutiny").handler(this::byMutiny);
        router.get("/caller/join").handler(this::join);
        router.get("/caller/join-mutiny").handler(this::joinByMutiny);
        router.get("/caller/complete").handler(this::complete);
        router.get("/caller/socket").handler(this::bySocket);
    }

    /** When the body has been read. */
    private void afterBody(RoutingContext context) {
        context.request()
                .body()
                .onSuccess(body -> context.end(body.length() + " of " + caller.name()))
                .onFailure(context::fail);
        context.request().resume(); // Quarkus has paused it.
    }

    /** As often as the connection can take more. */
    private void inStream(RoutingContext context) {
        context.response().setChunked(true).putHeader("Content-Type", "text/plain");
        new Names(context.response()).write();
    }

    private final class Names {
        private final HttpServerResponse response;
        private int written;

        Names(HttpServerResponse response) {
            this.response = response;
        }

        void write() {
            while (written < NAMES) {
                if (response.writeQueueFull()) {
                    response.drainHandler(drained -> write());
                    return;
                }
                written++;
                response.write(caller.name() + ' ');
            }
            response.end();
        }
    }

    private void later(RoutingContext context) {
        vertx.setTimer(1, tick -> context.end(caller.name()));
    }

    private void byWorker(RoutingContext context) {
        vertx.executeBlocking(caller::name).onSuccess(context::end).onFailure(context::fail);
    }

    private void byMutiny(RoutingContext context) {
        Uni.createFrom()
                .nullItem()
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(1))
                .map(tick -> caller.name())
                .subscribe()
                .with(context::end, context::fail);
    }

    private void join(RoutingContext context) {
        Executions.record();
        shared.future().onSuccess(done -> context.end(caller.name()));
    }

    private void joinByMutiny(RoutingContext context) {
        Uni.createFrom()
                .<Void>emitter(emitters::add)
                .map(done -> caller.name())
                .subscribe()
                .with(context::end, context::fail);
        Executions.record(); // Behind it: who completes it has waited for this.
    }

    /** For each text of a WebSocket: as it comes, or after a while. */
    private void bySocket(RoutingContext context) {
        context.request()
                .toWebSocket()
                .onSuccess(socket -> socket.textMessageHandler(text -> {
                    if (text.equals("later")) {
                        vertx.setTimer(1, tick -> socket.writeTextMessage(caller.name()));
                    } else {
                        socket.writeTextMessage(caller.name());
                    }
                }))
                .onFailure(context::fail);
    }

    /** Has happen what others wait for, on its own thread. */
    private void complete(RoutingContext context) {
        shared.complete();
        emitters.forEach(emitter -> emitter.complete(null));
        context.end(caller.name());
    }
}
