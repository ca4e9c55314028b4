package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.instrumentation.context.vertx.ContextCaller;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A request's body that has been read, and is read again by the application: the request's methods that speak of its body go
 * to this one until it has been read to its end, and to Vert.x again from then on.
 *
 * <p>As from a client, what is read comes in the request's own context, and only while the request is not paused. Unlike
 * there, it waits for a handler.
 */
final class ReplayedBody {
    private static volatile boolean used;

    private final Context context;
    private @Nullable Buffer rest;
    /** Of who wants it whole. */
    private Buffer collected = Buffer.buffer();

    private boolean ended;
    private boolean scheduled;
    private long demand = Long.MAX_VALUE;
    private @Nullable Handler<Buffer> chunkHandler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Promise<Buffer> whole;
    private @Nullable Promise<Void> end;

    private ReplayedBody(Context context, byte[] bytes) {
        this.context = context;
        this.rest = bytes.length == 0 ? null : Buffer.buffer(bytes);
    }

    /**
     * @param context of this request alone
     */
    static void begin(Context context, byte[] bytes) {
        used = true;
        ContextCaller.dataOf(context).put(ReplayedBody.class, new ReplayedBody(context, bytes));
    }

    /** Null where the request's body is Vert.x's to bring. */
    static @Nullable ReplayedBody of(Object context) {
        return used
                        && ContextCaller.dataOf((Context) context).get(ReplayedBody.class) instanceof ReplayedBody body
                        && !body.isEnded()
                ? body
                : null;
    }

    synchronized boolean isEnded() {
        return ended;
    }

    synchronized void handler(@Nullable Handler<Buffer> handler) {
        chunkHandler = handler;
        goOn();
    }

    synchronized void endHandler(@Nullable Handler<Void> handler) {
        endHandler = handler;
        goOn();
    }

    synchronized void pause() {
        demand = 0;
    }

    synchronized void fetch(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("a negative number of parts");
        }
        demand = demand > Long.MAX_VALUE - amount ? Long.MAX_VALUE : demand + amount;
        goOn();
    }

    synchronized Future<Buffer> whole() {
        Promise<Buffer> promise = whole;
        if (promise == null) {
            promise = Promise.promise();
            whole = promise;
        }
        goOn();
        return promise.future();
    }

    synchronized Future<Void> end() {
        Promise<Void> promise = end;
        if (promise == null) {
            promise = Promise.promise();
            end = promise;
        }
        goOn();
        return promise.future();
    }

    private void goOn() {
        boolean heard = chunkHandler != null || endHandler != null || whole != null || end != null;
        if (heard && demand > 0 && !ended && !scheduled) {
            scheduled = true;
            context.runOnContext(go -> next());
        }
    }

    /** One part after the other, as a handler may pause the request, or fail. */
    private void next() {
        Runnable part;
        synchronized (this) {
            if (demand == 0) {
                scheduled = false;
                return;
            }
            if (demand != Long.MAX_VALUE) {
                demand--;
            }
            part = rest == null ? lastPart() : part(rest);
        }
        try {
            part.run();
        } finally {
            synchronized (this) {
                scheduled = false;
                goOn();
            }
        }
    }

    private Runnable part(Buffer content) {
        @Nullable Handler<Buffer> to = chunkHandler;
        rest = null;
        if (whole != null) {
            collected = content;
        }
        return () -> {
            if (to != null) {
                to.handle(content);
            }
        };
    }

    private Runnable lastPart() {
        @Nullable Handler<Void> to = endHandler;
        @Nullable Promise<Buffer> promise = whole;
        @Nullable Promise<Void> toEnd = end;
        Buffer content = collected;
        ended = true;
        return () -> {
            try {
                if (to != null) {
                    to.handle(null);
                }
            } finally {
                if (promise != null) {
                    promise.complete(content);
                }
                if (toEnd != null) {
                    toEnd.complete();
                }
            }
        };
    }
}
