package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.instrumentation.context.netty.NettyBytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import reactor.netty.NettyPipeline;

/**
 * Shows the body of a connection's current response, of HTTP/1 or of a stream of HTTP/2, as Reactor Netty writes it: before
 * what compresses and frames it. Goes with the end of that response. Of the channel's event loop alone.
 */
final class ShownBody extends ChannelOutboundHandlerAdapter {
    private final Admission admission;
    private boolean begun;

    private ShownBody(Admission admission) {
        this.admission = admission;
    }

    /** Nothing of the response may have been written yet. */
    static void begin(Channel channel, Admission admission) {
        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, null, new ShownBody(admission));
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean over = false;
        if (message instanceof HttpResponse response) {
            boolean interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            over = begun && !interim; // A file's end does not come by here, but the next response does.
            begun |= !interim;
        }
        if (begun && !over) {
            show(message);
            over = message instanceof LastHttpContent;
        }
        var unused = context.write(message, promise);
        if (over) {
            context.pipeline().remove(this);
        }
    }

    private void show(Object message) {
        if (message instanceof HttpContent content) {
            NettyBytes.show(content.content(), admission);
        } else if (message instanceof ByteBuf part) {
            NettyBytes.show(part, admission);
        }
    }
}
