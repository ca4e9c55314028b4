package com.example.quarkus;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;

/** Asks who calls at the places where an event loop, a worker or a timer runs a request's code. */
class CallerRoutes {
    private static final int NAMES = 1000;

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
}
