package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.door.SeenBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.netty.NettyPipeline;

class ShownBodyTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final SeenBody seen = new SeenBody();
    /** What had been shown when each message went on to the codec. */
    private final List<String> seenBefore = new ArrayList<>();

    @BeforeEach
    void makePipeline() {
        channel.pipeline().addLast(NettyPipeline.HttpTrafficHandler, new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                seenBefore.add(seen.text());
                var unused = context.write(message, promise);
            }
        });
        channel.pipeline().addLast(NettyPipeline.ReactiveBridge, new ChannelInboundHandlerAdapter());
        ShownBody.begin(channel, seen.admission());
    }

    @Test
    void partsAreShownBeforeTheyGoOnUnread() {
        ByteBuf part = bytes("abc");

        channel.writeOutbound(
                head(), part, new DefaultHttpContent(bytes("de")), new DefaultLastHttpContent(bytes("f")));

        assertThat(seenBefore).containsExactly("", "abc", "abcde", "abcdef");
        assertThat(part.readableBytes()).isEqualTo(3);
        assertThat(part.refCnt()).isEqualTo(1);
        assertThat(channel.outboundMessages()).hasSize(4).contains(part);
    }

    @Test
    void wholeResponseOfSeveralBuffersIsShown() {
        channel.writeOutbound(full(HttpResponseStatus.OK, Unpooled.wrappedBuffer(bytes("abc"), bytes("def"))));

        assertThat(seenBefore).containsExactly("abcdef");
    }

    @Test
    void interimResponseIsNeitherShownNorTheEnd() {
        channel.writeOutbound(
                full(HttpResponseStatus.CONTINUE, bytes("no")), full(HttpResponseStatus.OK, bytes("abc")));

        assertThat(seen.text()).isEqualTo("abc");
    }

    /** Which may be another caller's. */
    @Test
    void nextResponseOfTheConnectionIsNotShown() {
        channel.writeOutbound(head(), bytes("abc"), LastHttpContent.EMPTY_LAST_CONTENT);
        channel.writeOutbound(head(), bytes("next"), LastHttpContent.EMPTY_LAST_CONTENT);

        assertThat(seen.text()).isEqualTo("abc");
        assertThat(channel.pipeline().get(ShownBody.class)).isNull();
    }

    @Test
    void nextResponseIsNotShownEitherWhereTheEndWasNotSeen() {
        channel.writeOutbound(head(), bytes("abc"));
        channel.writeOutbound(head(), bytes("next"), LastHttpContent.EMPTY_LAST_CONTENT);

        assertThat(seen.text()).isEqualTo("abc");
        assertThat(channel.pipeline().get(ShownBody.class)).isNull();
    }

    private static DefaultHttpResponse head() {
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    }

    private static DefaultFullHttpResponse full(HttpResponseStatus status, ByteBuf body) {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
