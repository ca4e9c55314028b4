package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.WrittenBody;
import io.mcpoauth2.agent.door.WrittenLists;
import io.mcpoauth2.agent.instrumentation.context.netty.NettyResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Holds back a connection's current response, of HTTP/1 or of a stream of HTTP/2, if it may be a list that the application has
 * written by itself, and sends it as it is for the caller once it is whole: before what compresses and frames it. Goes with the
 * end of that response. Of the channel's event loop alone.
 *
 * <p>What is held counts as written, as more would not be written else; whether it could be is told with the end.
 */
final class ShownList extends ChannelOutboundHandlerAdapter {
    private final Admission admission;
    private final WrittenLists lists;
    private final WrittenBody body;
    /** Null before it has come, and when it has gone on. */
    private @Nullable HttpResponse head;

    private ShownList(Admission admission, WrittenLists lists) {
        this.admission = admission;
        this.lists = lists;
        this.body = new WrittenBody(lists);
    }

    /** Nothing of the response may have been written yet. */
    static void begin(Channel channel, Admission admission, WrittenLists lists) {
        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, null, new ShownList(admission, lists));
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (head != null) {
            writeNext(context, message, promise);
        } else if (message instanceof HttpResponse response && !isInterim(response)) {
            writeFirst(context, response, promise);
        } else {
            var unused = context.write(message, promise);
        }
    }

    /** An upgrade is no response that another one comes after. */
    private static boolean isInterim(HttpResponse response) {
        return response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                && !response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }

    private void writeFirst(ChannelHandlerContext context, HttpResponse response, ChannelPromise promise) {
        boolean may = lists.mayBeIn(new NettyResponseHead(response.status().code(), response.headers()));
        if (may && !(response instanceof HttpContent)) {
            head = response;
            promise.trySuccess();
            return;
        }
        Object sent = may && response instanceof FullHttpResponse whole ? shown(whole) : response;
        var unused = context.write(sent, promise);
        context.pipeline().remove(this);
    }

    private FullHttpResponse shown(FullHttpResponse whole) {
        byte[] written = ByteBufUtil.getBytes(whole.content());
        byte[] shown = lists.shown(written);
        if (Arrays.equals(shown, written)) {
            return whole;
        }
        FullHttpResponse changed = whole.replace(Unpooled.wrappedBuffer(shown));
        whole.release();
        correctLength(changed, written.length, shown.length);
        return changed;
    }

    private void writeNext(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ByteBuf part = message instanceof HttpContent content
                ? content.content()
                : message instanceof ByteBuf bytes ? bytes : null;
        if (part == null || !hold(part)) {
            goOn(context); // A file, or more than there is room for.
            var unused = context.write(message, promise);
            context.pipeline().remove(this);
        } else if (message instanceof LastHttpContent last) {
            end(context, last, promise);
            context.pipeline().remove(this);
        } else {
            ReferenceCountUtil.release(message);
            promise.trySuccess();
        }
    }

    private boolean hold(ByteBuf part) {
        byte[] bytes = ByteBufUtil.getBytes(part);
        return body.add(bytes, 0, bytes.length);
    }

    private void end(ChannelHandlerContext context, LastHttpContent last, ChannelPromise promise) {
        HttpResponse sent = head;
        head = null;
        int written = body.size();
        byte[] shown = body.takeShown();
        HttpContent empty = last.replace(Unpooled.EMPTY_BUFFER);
        last.release();
        if (sent != null) {
            correctLength(sent, written, shown.length);
            write(context, sent, shown);
        }
        var unused = context.write(empty, promise);
    }

    /** Where it is the body's own it stays so, and else is its application's. */
    private static void correctLength(HttpResponse response, int written, int shown) {
        if (written != shown && HttpUtil.isContentLengthSet(response)) {
            HttpUtil.setContentLength(response, shown);
        }
    }

    /** What is held goes on as it was written. */
    private void goOn(ChannelHandlerContext context) {
        HttpResponse sent = head;
        head = null;
        byte[] written = body.take();
        if (sent != null) {
            write(context, sent, written);
        }
    }

    private static void write(ChannelHandlerContext context, HttpResponse head, byte[] body) {
        var unused = context.write(head);
        if (body.length > 0) {
            unused = context.write(new DefaultHttpContent(Unpooled.wrappedBuffer(body)));
        }
    }

    /** Reactor Netty closes a connection whose response has failed. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (head != null && !admission.hasExpired()) {
            goOn(context);
            context.flush();
        }
        var unused = context.close(promise);
    }
}
