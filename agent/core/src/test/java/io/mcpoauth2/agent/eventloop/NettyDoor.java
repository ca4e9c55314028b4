package io.mcpoauth2.agent.eventloop;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Entry;
import io.mcpoauth2.agent.door.EventLoops;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A door on an event loop: one for each connection, behind its codec. Everything here runs on the connection's loop.
 *
 * <p>One request at a time is judged, handled and answered; what a client sends meanwhile waits unread or, where it has been
 * decoded already, in a queue. So answers keep their order.
 */
final class NettyDoor extends ChannelDuplexHandler {
    private enum State {
        IDLE,
        /** The gate has not decided yet. */
        JUDGING,
        /** The application has the request. */
        PASSED,
        /** The agent has answered: the rest of the request is dropped. */
        REFUSED
    }

    private final EventLoops gate;
    private final Deque<Object> queue = new ArrayDeque<>();
    private State state = State.IDLE;
    private boolean requestEnded;
    private boolean responseEnded;
    private @Nullable Admission admission;
    private @Nullable CompletableFuture<Entry> pending;

    NettyDoor(EventLoops gate) {
        this.gate = gate;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        queue.add(message);
        work(context);
    }

    private void work(ChannelHandlerContext context) {
        while (!queue.isEmpty() && state != State.JUDGING) {
            if (state == State.IDLE) {
                judge(context, (HttpRequest) queue.getFirst());
            } else if (requestEnded) {
                break; // The next request waits for this one's answer.
            } else {
                next(context);
            }
        }
        context.channel().config().setAutoRead(queue.isEmpty());
    }

    private void judge(ChannelHandlerContext context, HttpRequest request) {
        requestEnded = false;
        responseEnded = false;
        CompletableFuture<Entry> entry = gate.enter(new NettyRequest(context.channel(), request));
        if (entry.isDone()) {
            act(context, entry.join());
            return;
        }
        state = State.JUDGING;
        pending = entry;
        var unused = entry.thenAccept(made -> context.executor().execute(() -> resume(context, made)));
    }

    private void resume(ChannelHandlerContext context, Entry entry) {
        pending = null;
        if (!context.channel().isActive()) {
            if (entry instanceof Entry.Admitted admitted) {
                admitted.admission().end();
            }
            return;
        }
        act(context, entry);
        work(context);
    }

    private void act(ChannelHandlerContext context, Entry entry) {
        if (entry instanceof Entry.Answered answered) {
            state = State.REFUSED;
            var unused = context.writeAndFlush(response(answered.reply()));
            responseEnded = true;
            return;
        }
        admission = ((Entry.Admitted) entry).admission();
        state = State.PASSED;
    }

    private void next(ChannelHandlerContext context) {
        Object message = queue.remove();
        requestEnded = message instanceof LastHttpContent;
        if (state == State.REFUSED) {
            ReferenceCountUtil.release(message);
            endRequest();
            return;
        }
        // Overwrite, never merely skip: the loop is everybody's.
        RequestIdentity previous = Carrier.swap(identity());
        try {
            context.fireChannelRead(message);
        } finally {
            Carrier.restore(previous);
        }
        endRequest();
    }

    private void endRequest() {
        if (requestEnded && responseEnded) {
            end();
            state = State.IDLE;
        }
    }

    private RequestIdentity identity() {
        return admission == null ? RequestIdentity.NOBODY : admission.identity();
    }

    private void end() {
        if (admission != null) {
            admission.end();
            admission = null;
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        super.write(context, message, promise);
        if (message instanceof LastHttpContent) {
            responseEnded = true;
            endRequest();
            context.executor().execute(() -> work(context));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
        queue.forEach(ReferenceCountUtil::release);
        queue.clear();
        context.fireChannelInactive();
    }

    boolean isJudging() {
        return pending != null;
    }

    private static FullHttpResponse response(HttpReply reply) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(reply.body()));
        for (HttpReply.Header header : reply.headers()) {
            response.headers().add(header.name(), header.value());
        }
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
        return response;
    }
}
