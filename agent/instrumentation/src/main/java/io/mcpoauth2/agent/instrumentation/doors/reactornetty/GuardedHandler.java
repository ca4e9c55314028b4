package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.Entry;
import io.mcpoauth2.agent.door.WrittenLists;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.instrumentation.context.reactor.IdentityMono;
import io.mcpoauth2.agent.instrumentation.context.reactor.RefusedMono;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import io.netty.handler.codec.http.HttpMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A handler that has each request judged before it hands it to the application's. Runs on event loops: must not block. */
final class GuardedHandler implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {
    private final BiFunction<? super HttpServerRequest, ? super HttpServerResponse, ? extends Publisher<Void>> handler;

    GuardedHandler(
            BiFunction<? super HttpServerRequest, ? super HttpServerResponse, ? extends Publisher<Void>> handler) {
        this.handler = handler;
    }

    /** The body of a request that waits for its ruling waits too: what has come of it is held, and no more is asked for. */
    @Override
    public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
        ReactorNettyRequest judged = ReactorNettyRequest.of(request);
        CompletableFuture<Entry> entry = Doors.installed().eventLoops().enter(judged);
        if (!entry.isDone()) {
            if (Doors.installed().eventLoops().mayReadMessage(judged)) {
                judged.holdBody();
            }
            return inLoop(entry, judged).flatMap(made -> {
                judged.letBodyGo();
                return Mono.fromDirect(act(made, judged, request, response));
            });
        }
        return act(entry.join(), judged, request, response);
    }

    private Publisher<Void> act(
            Entry entry, ReactorNettyRequest judged, HttpServerRequest request, HttpServerResponse response) {
        return entry instanceof Entry.Answered answered
                ? write(answered.reply(), request, response)
                : serve(((Entry.Admitted) entry).admission(), judged, request, response);
    }

    private Mono<Void> serve(
            Admission admission, ReactorNettyRequest judged, HttpServerRequest request, HttpServerResponse response) {
        RequestIdentity identity = admission.identity();
        ObservedResponses.add(response, admission);
        if (admission.isBodyObserved()) {
            judged.showBody(admission);
        }
        @Nullable WrittenLists lists = admission.askedLists();
        if (lists != null) {
            judged.showLists(admission, lists);
        }
        @Nullable RequestIdentity previous = Carrier.swap(identity);
        boolean returned = false;
        try {
            Mono<Void> handling = Mono.<Void>fromDirect(handler.apply(request, response))
                    .onErrorResume(failure -> RefusedMono.of(
                            failure, response.hasSentHeaders(), reply -> write(reply, request, response)));
            returned = true;
            return IdentityMono.of(handling, identity).doFinally(how -> end(admission, judged, request));
        } finally {
            Carrier.restore(previous);
            if (!returned) {
                admission.end();
            }
        }
    }

    /** A WebSocket goes on with its connection when the request that has opened it ends. */
    private static void end(Admission admission, ReactorNettyRequest judged, HttpServerRequest request) {
        if (request.isWebsocket()) {
            admission.upgrade(judged);
        }
        admission.end();
    }

    private static Mono<Void> write(HttpReply reply, HttpServerRequest request, HttpServerResponse response) {
        response.status(reply.status());
        for (HttpReply.Header header : reply.headers()) {
            response.addHeader(header.name(), header.value());
        }
        // Of a HEAD request, too, whose body is left out.
        response.header("Content-Length", Integer.toString(reply.body().length));
        // Netty leaves it out of HTTP/1.1 alone.
        boolean sent = reply.hasBody() && !request.method().equals(HttpMethod.HEAD);
        return sent ? response.sendByteArray(Mono.just(reply.body())).then() : response.send();
    }

    /** What has been decided by another thread, in the request's own loop. A request that is gone by then is let go. */
    private static Mono<Entry> inLoop(CompletableFuture<Entry> entry, ReactorNettyRequest request) {
        return Mono.create(sink -> {
            AtomicBoolean gone = new AtomicBoolean();
            sink.onCancel(() -> gone.set(true));
            var unused = entry.thenAccept(made -> {
                try {
                    request.loop().execute(() -> {
                        if (gone.get()) {
                            release(made);
                        } else {
                            sink.success(made);
                        }
                    });
                } catch (RejectedExecutionException e) { // The server has stopped.
                    release(made);
                    sink.error(e);
                }
            });
        });
    }

    private static void release(Entry entry) {
        if (entry instanceof Entry.Admitted admitted) {
            admitted.admission().end();
        }
    }
}
