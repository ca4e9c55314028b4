package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Admissions;
import io.mcpoauth2.agent.door.ByIdentity;
import io.mcpoauth2.agent.instrumentation.context.netty.NettyBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** The requests that have been let pass, until their responses end: Vert.x has one handler for that, the application's. */
final class OpenRequests {
    private static final Admissions ADMITTED = new Admissions();
    /** Of the responses whose bodies are looked at, until their last part. */
    private static final Admissions SHOWN = new Admissions();
    /** Of these what is written before their heads are made, which tell what it is. */
    private static final ByIdentity<ByteBuf> FIRST = new ByIdentity<>();

    /** Whether there ever was one, as every part of every response asks. */
    private static volatile boolean shows;

    private OpenRequests() {}

    static void begin(HttpServerRequest request, Admission admission) {
        if (!admission.isNobodys()) {
            ADMITTED.put(request, admission);
        }
        if (admission.isObserved()) {
            ADMITTED.put(request.response(), admission);
        }
        if (admission.isBodyObserved()) {
            SHOWN.put(request.response(), admission);
            shows = true;
        }
        ListResponses.begin(request, admission.askedLists());
    }

    /** The response's headers are about to be sent, and after them what has been written before they were made. */
    static void responding(HttpServerResponse response) {
        @Nullable Admission admission = ADMITTED.find(response);
        if (admission != null) {
            admission.responding(new VertxResponseHead(response));
        }
        @Nullable ByteBuf first = shows ? FIRST.find(response) : null;
        @Nullable Admission shown = first == null ? null : SHOWN.find(response);
        if (first != null && shown != null) {
            FIRST.forget(response);
            NettyBytes.show(first, shown);
        }
    }

    /** A part of the body is about to be written, and the headers before it if they have not been. */
    static void sending(HttpServerResponse response, @Nullable ByteBuf part) {
        @Nullable Admission admission = shows && part != null && !response.ended() ? SHOWN.find(response) : null;
        if (admission == null || part == null) {
            return;
        }
        if (response.headWritten()) {
            NettyBytes.show(part, admission);
        } else {
            FIRST.put(response, part);
        }
    }

    /** The same of what ends the body; whatever comes for this response afterwards is that part again. */
    static void sendingLast(HttpServerResponse response, @Nullable Buffer last) {
        @Nullable Admission admission = shows && last != null && !response.ended() ? SHOWN.find(response) : null;
        if (admission == null || last == null) {
            return;
        }
        if (response.headWritten()) {
            SHOWN.forget(response);
            admission.sending(last.getBytes(), 0, last.length());
        } else {
            FIRST.put(response, Unpooled.wrappedBuffer(last.getBytes()));
        }
    }

    /**
     * A WebSocket goes on with its connection when the request that has opened it ends: what it brings is handled in contexts
     * that come from the request's own, and so as its caller.
     */
    static void end(@Nullable Object request) {
        Admission admission = request == null ? null : ADMITTED.find(request);
        if (admission == null) {
            return;
        }
        if (request instanceof HttpServerRequest opening
                && opening.response().getStatusCode() == VertxRequest.SWITCHING_PROTOCOLS) {
            admission.endUpgraded(new UpgradedConnection(VertxRequest.channelOf(opening)));
        } else {
            admission.end();
        }
    }
}
