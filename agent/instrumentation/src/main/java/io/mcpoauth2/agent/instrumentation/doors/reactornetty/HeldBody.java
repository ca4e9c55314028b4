package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Keeps the body of a connection's current request from Reactor Netty until it has been collected, and then gives it to it
 * as if it came from the client, trailers included. Of the channel's event loop alone.
 *
 * <p>Stands behind what lets one request after the other through, so that no other request's body comes by meanwhile.
 */
final class HeldBody extends ChannelDuplexHandler {
    private static final String NAME = "io.mcpoauth2.body";

    private final Deque<HttpContent> held = new ArrayDeque<>();
    private boolean holding;
    /** Null while nobody has asked for the body, and when there is nothing to be held. */
    private @Nullable MessageBuffer into;

    private CompletableFuture<Void> collected = new CompletableFuture<>();
    /** Whether the client has been told to go on, which Reactor Netty would do again when the body is subscribed to. */
    private boolean continued;

    /** From now on the current request's body is held, of which nothing may have come by yet. */
    static HeldBody begin(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        @Nullable HeldBody body = (HeldBody) pipeline.get(NAME);
        if (body == null) {
            body = new HeldBody();
            pipeline.addAfter(NettyPipeline.HttpTrafficHandler, NAME, body);
        }
        body.holding = true;
        body.continued = false;
        body.collected = new CompletableFuture<>();
        return body;
    }

    /**
     * Collects what is held and what still comes.
     *
     * @param expected whether the client waits to be told to go on (RFC 9110 §10.1.1)
     */
    CompletableFuture<Void> collect(MessageBuffer buffer, boolean expected, Channel channel) {
        ChannelHandlerContext context = channel.pipeline().context(this);
        if (!holding || context == null) {
            return CompletableFuture.failedFuture(new ClosedChannelException());
        }
        into = buffer;
        if (expected) {
            continued = true;
            var unused = context.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        while (holding && !held.isEmpty()) {
            take(context, held.remove());
        }
        if (holding) {
            context.read(); // Reactor Netty reads what its subscriber asks for, and there is none yet.
        } else {
            passHeld(context);
        }
        return collected;
    }

    /** The request needs no judgement of its message, or none any more: what has been held goes on. */
    void end(Channel channel) {
        ChannelHandlerContext context = channel.pipeline().context(this);
        if (holding && context != null) {
            holding = false;
            into = null;
            passHeld(context);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!holding || !(message instanceof HttpContent content)) {
            context.fireChannelRead(message);
        } else if (into == null) {
            held.add(content);
        } else {
            takeArrived(context, content);
        }
    }

    /** What fails in here would come to {@link #exceptionCaught}, where it looks like a client's fault. */
    private void takeArrived(ChannelHandlerContext context, HttpContent content) {
        try {
            take(context, content);
        } catch (RuntimeException | Error failure) {
            fail(failure);
        }
    }

    private void take(ChannelHandlerContext context, HttpContent content) {
        MessageBuffer buffer = into;
        if (buffer == null) {
            throw new IllegalStateException("nobody has asked for this body");
        }
        boolean room = buffer.add(content.content().nioBuffer());
        if (room && !(content instanceof LastHttpContent)) {
            content.release();
            return;
        }
        holding = false;
        into = null;
        if (!room) { // The request is refused, and nobody reads its body.
            context.fireChannelRead(content);
        } else {
            replay(context, buffer.bytes(), (LastHttpContent) content);
        }
        collected.complete(null);
    }

    private static void replay(ChannelHandlerContext context, byte[] bytes, LastHttpContent last) {
        if (bytes.length > 0) {
            context.fireChannelRead(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)));
        }
        if (last.content().isReadable()) {
            HttpContent end = last.replace(Unpooled.EMPTY_BUFFER);
            last.release();
            context.fireChannelRead(end);
        } else {
            context.fireChannelRead(last);
        }
    }

    private void passHeld(ChannelHandlerContext context) {
        while (!held.isEmpty()) {
            context.fireChannelRead(held.remove());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        if (holding && into != null) {
            context.read();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (continued
                && message instanceof HttpResponse response
                && response.status().equals(HttpResponseStatus.CONTINUE)) {
            ReferenceCountUtil.release(message);
            promise.trySuccess();
        } else {
            var unused = context.write(message, promise);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(new ClosedChannelException());
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        fail(new ClosedChannelException());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.fireExceptionCaught(cause);
        fail(cause instanceof Exception ? new IOException("a body could not be read", cause) : cause);
    }

    private void fail(Throwable cause) {
        if (holding) {
            holding = false;
            into = null;
            held.forEach(HttpContent::release);
            held.clear();
            collected.completeExceptionally(cause);
        }
    }
}
