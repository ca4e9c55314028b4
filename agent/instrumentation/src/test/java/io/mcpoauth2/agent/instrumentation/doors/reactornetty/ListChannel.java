package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import io.mcpoauth2.agent.door.SampleLists;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCounted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/** A channel whose response may be a list, what is written to it, and what it sends. */
final class ListChannel {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<ReferenceCounted> written = new ArrayList<>();
    private @Nullable IOException failure;

    ListChannel() {
        channel.pipeline().addLast(NettyPipeline.HttpTrafficHandler, new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                if (failure == null) {
                    var unused = context.write(message, promise);
                } else {
                    promise.setFailure(failure);
                }
            }
        });
        channel.pipeline().addLast(NettyPipeline.ReactiveBridge, new ChannelInboundHandlerAdapter());
    }

    EmbeddedChannel channel() {
        return channel;
    }

    /** Whatever is written from now on fails. */
    void fail(IOException cause) {
        failure = cause;
    }

    void begin(SampleLists lists) {
        ShownList.begin(channel, lists.admission(), lists.asked());
    }

    /** Whether everything that was written has been released once, and by who sends it. */
    boolean isReleased() {
        channel.releaseOutbound();
        return written.stream().allMatch(message -> message.refCnt() == 0);
    }

    boolean isHandlerGone() {
        return channel.pipeline().get(ShownList.class) == null;
    }

    /** As it was sent. */
    HttpResponse head() {
        Object first = channel.outboundMessages().peek();
        if (!(first instanceof HttpContent)) {
            channel.outboundMessages().remove();
        }
        return (HttpResponse) first;
    }

    /** All that there is of it; its end stays. */
    String body() {
        StringBuilder body = new StringBuilder();
        while (!channel.outboundMessages().isEmpty()) {
            Object next = channel.outboundMessages().peek();
            ByteBuf bytes = next instanceof HttpContent content ? content.content() : (ByteBuf) next;
            body.append(bytes.toString(StandardCharsets.UTF_8));
            if (next instanceof LastHttpContent) {
                return body.toString();
            }
            channel.outboundMessages().remove();
            ((ReferenceCounted) next).release();
        }
        return body.toString();
    }

    static HttpResponse head(String type) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set("Content-Type", type);
        return head;
    }

    DefaultFullHttpResponse full(String type, String body) {
        DefaultFullHttpResponse full =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, part(body));
        full.headers().set("Content-Type", type).set("Content-Length", bytes(body).length);
        written.set(written.size() - 1, full);
        return full;
    }

    ByteBuf part(String text) {
        ByteBuf part = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
        written.add(part);
        return part;
    }

    static LastHttpContent last() {
        return LastHttpContent.EMPTY_LAST_CONTENT;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
