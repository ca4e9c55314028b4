package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.Entry;
import io.mcpoauth2.agent.instrumentation.context.vertx.ContextCaller;
import io.mcpoauth2.agent.instrumentation.context.vertx.VertxReply;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A handler that has each request judged before it hands it to the server's. Runs on event loops: must not block. */
final class GuardedRequests implements Handler<HttpServerRequest> {
    private final Handler<HttpServerRequest> handler;

    private GuardedRequests(Handler<HttpServerRequest> handler) {
        this.handler = handler;
    }

    static Handler<HttpServerRequest> of(Handler<HttpServerRequest> handler) {
        return handler instanceof GuardedRequests ? handler : new GuardedRequests(handler);
    }

    /** A request that waits for its ruling is paused, and those behind it on its connection wait for its response. */
    @Override
    public void handle(HttpServerRequest request) {
        Context context = Objects.requireNonNull(Vertx.currentContext()); // Of this request alone.
        VertxRequest judged = new VertxRequest(request, context);
        CompletableFuture<Entry> entry = Doors.installed().eventLoops().enter(judged);
        if (entry.isDone()) {
            act(entry.join(), judged, context);
        } else {
            judged.pause();
            actLater(entry, judged, context);
        }
    }

    /** Goes on in the request's own context. A request that is gone by then is let go. */
    private void actLater(CompletableFuture<Entry> entry, VertxRequest judged, Context context) {
        var unused = entry.thenAccept(made -> {
            try {
                context.runOnContext(go -> {
                    if (judged.isComplete()) {
                        release(made);
                    } else {
                        judged.resume();
                        act(made, judged, context);
                    }
                });
            } catch (RejectedExecutionException e) { // The server has stopped.
                release(made);
            }
        });
    }

    private void act(Entry entry, VertxRequest judged, Context context) {
        if (entry instanceof Entry.Answered answered) {
            VertxReply.write(answered.reply(), judged.request());
        } else {
            serve(((Entry.Admitted) entry).admission(), judged, context);
        }
    }

    private void serve(Admission admission, VertxRequest judged, Context context) {
        HttpServerRequest request = judged.request();
        OpenRequests.begin(request, admission);
        ContextCaller.set(context, admission.identity());
        @Nullable RequestIdentity previous = Carrier.swap(admission.identity());
        try {
            handler.handle(request);
        } catch (Throwable failure) {
            if (!VertxReply.answers(failure, request)) {
                throw failure;
            }
        } finally {
            Carrier.restore(previous);
        }
    }

    private static void release(Entry entry) {
        if (entry instanceof Entry.Admitted admitted) {
            admitted.admission().end();
        }
    }
}
