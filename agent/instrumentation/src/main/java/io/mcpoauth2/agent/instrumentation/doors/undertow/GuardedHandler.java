package io.mcpoauth2.agent.instrumentation.doors.undertow;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.Entry;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.instrumentation.door.Passage;
import io.mcpoauth2.agent.instrumentation.door.SharedObject;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/** A handler that has each request judged before it hands it to the server's own. Runs on I/O threads: must not block. */
final class GuardedHandler implements HttpHandler {
    /** Of an exchange: what its request has passed the gate with. */
    static final AttachmentKey<Passage> PASSAGE =
            SharedObject.of(AttachmentKey.class, () -> AttachmentKey.create(Passage.class));

    private final HttpHandler handler;
    /** Null before the request has been judged. */
    private final @Nullable Entry entry;

    private GuardedHandler(HttpHandler handler, @Nullable Entry entry) {
        this.handler = handler;
        this.entry = entry;
    }

    /** What is to run: a request is judged once, and all that it is dispatched to later runs as whom it was admitted. */
    static HttpHandler insteadOf(HttpHandler handler, HttpServerExchange exchange) {
        if (handler instanceof GuardedHandler) {
            return handler;
        }
        @Nullable Passage passage = exchange.getAttachment(PASSAGE);
        return passage == null
                ? new GuardedHandler(handler, null)
                : again -> serve(handler, again, passage.admission().identity());
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        UndertowRequest request = new UndertowRequest(exchange);
        if (entry != null) {
            act(entry, request, exchange);
            return;
        }
        CompletableFuture<Entry> made = Doors.installed().eventLoops().enter(request);
        if (made.isDone()) {
            act(made.join(), request, exchange);
        } else if (request.isReading()) {
            goOnWhenMade(made, exchange);
        } else {
            exchange.dispatch(SameThreadExecutor.INSTANCE, () -> goOnWhenMade(made, exchange));
        }
    }

    private void goOnWhenMade(CompletableFuture<Entry> made, HttpServerExchange exchange) {
        var unused = made.thenAccept(later -> goOn(later, exchange));
    }

    /** What has been decided by another thread, in the connection's own. Nothing is read from the connection until then. */
    private void goOn(Entry made, HttpServerExchange exchange) {
        try {
            exchange.getIoThread()
                    .execute(() -> Connectors.executeRootHandler(new GuardedHandler(handler, made), exchange));
        } catch (RejectedExecutionException e) { // The server has stopped.
            release(made);
            IoUtils.safeClose(exchange.getConnection());
        }
    }

    private void act(Entry made, UndertowRequest request, HttpServerExchange exchange) throws Exception {
        if (request.isComplete()) { // The client has gone while it waited for its ruling.
            release(made);
            exchange.endExchange();
        } else if (made instanceof Entry.Answered answered) {
            write(answered.reply(), exchange);
        } else {
            admit(((Entry.Admitted) made).admission(), request, exchange);
        }
    }

    private void admit(Admission admission, UndertowRequest request, HttpServerExchange exchange) throws Exception {
        boolean told = false;
        try {
            exchange.addExchangeCompleteListener((done, next) -> {
                try {
                    end(admission, request, done);
                } finally {
                    next.proceed();
                }
            });
            told = true;
        } finally {
            if (!told) {
                admission.end();
            }
        }
        if (admission.isObserved()) {
            exchange.addResponseCommitListener(committed -> admission.responding(new UndertowResponseHead(committed)));
        }
        if (admission.isBodyObserved()) {
            exchange.addResponseWrapper((below, of) -> new ShownConduit(below.create(), admission::sending));
        }
        exchange.putAttachment(PASSAGE, new Passage(admission, request.rawPath()));
        serve(handler, exchange, admission.identity());
    }

    /** A connection that has been upgraded, to a WebSocket say, goes on when the request that asked for it ends. */
    private static void end(Admission admission, UndertowRequest request, HttpServerExchange exchange) {
        if (exchange.isUpgrade()) {
            admission.upgrade(request);
        }
        admission.end();
    }

    private static void serve(HttpHandler handler, HttpServerExchange exchange, RequestIdentity identity)
            throws Exception {
        @Nullable RequestIdentity previous = Carrier.swap(identity);
        try {
            handler.handleRequest(exchange);
        } catch (Exception failure) {
            Optional<HttpReply> refusal = exchange.isResponseStarted()
                    ? Optional.empty()
                    : Doors.installed().eventLoops().refusalOf(failure);
            if (refusal.isEmpty()) {
                throw failure;
            }
            write(refusal.get(), exchange);
        } finally {
            Carrier.restore(previous);
        }
    }

    private static void write(HttpReply reply, HttpServerExchange exchange) {
        exchange.setStatusCode(reply.status());
        HeaderMap headers = exchange.getResponseHeaders();
        for (HttpReply.Header header : reply.headers()) {
            headers.add(new HttpString(header.name()), header.value());
        }
        if (reply.hasBody()) {
            exchange.getResponseSender().send(ByteBuffer.wrap(reply.body()));
        } else {
            exchange.endExchange();
        }
    }

    private static void release(Entry entry) {
        if (entry instanceof Entry.Admitted admitted) {
            admitted.admission().end();
        }
    }
}
