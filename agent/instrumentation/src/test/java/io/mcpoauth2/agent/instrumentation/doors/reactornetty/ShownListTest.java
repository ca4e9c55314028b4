package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.door.SampleLists;
import io.mcpoauth2.agent.door.WrittenLists;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCounted;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.netty.NettyPipeline;

class ShownListTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final SampleLists lists = new SampleLists();
    /** All that was written, to look at how often it has been released. */
    private final List<ReferenceCounted> written = new ArrayList<>();

    private @Nullable IOException failure;

    @BeforeEach
    void makePipeline() {
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
        ShownList.begin(channel, lists.admission(), lists.asked());
    }

    @AfterEach
    void everythingIsReleasedOnceAndThatByWhoSendsIt() {
        channel.releaseOutbound();
        assertThat(written).allMatch(message -> message.refCnt() == 0);
    }

    @Test
    void wholeResponseIsSentChangedWithItsLength() {
        channel.writeOutbound(full("application/json; charset=UTF-8", SampleLists.LIST));

        assertThat(head().headers().getInt("Content-Length")).isEqualTo(bytes(SampleLists.SHOWN).length);
        assertThat(body()).isEqualTo(SampleLists.SHOWN);
        assertGone();
    }

    @Test
    @DisplayName(
            "parts count as written when they are held, and are sent with the last one, whose promise is the client's")
    void partsAreSentWhenTheyAreWhole() {
        HttpResponse head = head("application/json");
        head.headers().set("Content-Length", bytes(SampleLists.LIST).length);
        List<ChannelFuture> held = List.of(
                channel.writeAndFlush(head),
                channel.writeAndFlush(part(SampleLists.LIST.substring(0, 20))),
                channel.writeAndFlush(content(SampleLists.LIST.substring(20))));
        assertThat(held).allMatch(ChannelFuture::isSuccess);
        assertThat(channel.outboundMessages()).isEmpty();

        failure = new IOException("gone");
        ChannelFuture end = channel.writeAndFlush(last());
        assertThat(end.cause()).isEqualTo(failure);
        assertThat(head.headers().getInt("Content-Length")).isEqualTo(bytes(SampleLists.SHOWN).length);
        assertGone();
    }

    @Test
    void partsWithoutALengthGetNoneAndKeepTheirTrailers() {
        LastHttpContent last = new DefaultLastHttpContent(part(SampleLists.LIST.substring(9)));
        written.add(last);
        last.trailingHeaders().set("Checked", "yes");

        channel.writeOutbound(head("application/json"), part(SampleLists.LIST.substring(0, 9)), last);

        assertThat(head().headers().contains("Content-Length")).isFalse();
        assertThat(body()).isEqualTo(SampleLists.SHOWN);
        assertThat(((LastHttpContent) channel.outboundMessages().peek())
                        .trailingHeaders()
                        .get("Checked"))
                .isEqualTo("yes");
    }

    @Test
    @DisplayName("JSON that is no list is sent as it was written, with whatever length it was given")
    void anythingElseStays() {
        channel.writeOutbound(full("application/json", "[1]"));
        assertThat(channel.outboundMessages()).containsExactly(written.get(0));
        channel.releaseOutbound();

        ShownList.begin(channel, lists.admission(), lists.asked());
        HttpResponse head = head("application/json");
        head.headers().set("Content-Length", 7);
        channel.writeOutbound(head, part("[1]"), last());

        assertThat(head().headers().getInt("Content-Length")).isEqualTo(7);
        assertThat(body()).isEqualTo("[1]");
        assertGone();
    }

    @Test
    void eventsGoOnAsTheyCome() {
        channel.writeOutbound(head("text/event-stream"), part("data: x"));

        assertThat(channel.outboundMessages()).hasSize(2);
        assertGone();
    }

    @Test
    void listOfAFrameworkGoesOnAsItCame() {
        lists.makeElsewhere();

        channel.writeOutbound(head("application/json"), part(SampleLists.LIST));

        assertThat(channel.outboundMessages()).hasSize(2);
    }

    @Test
    void responseToHeadIsSentAsItIs() {
        HttpResponse head = head("application/json");
        head.headers().set("Content-Length", 99);

        channel.writeOutbound(head, last());

        assertThat(head().headers().getInt("Content-Length")).isEqualTo(99);
        assertThat(body()).isEmpty();
    }

    @Test
    void interimResponseIsNotTheOneThatIsLookedAt() {
        channel.writeOutbound(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE),
                full("application/json", SampleLists.LIST));

        channel.outboundMessages().remove();
        assertThat(head().status()).isEqualTo(HttpResponseStatus.OK);
        assertThat(body()).isEqualTo(SampleLists.SHOWN);
    }

    /** Which may be another caller's. */
    @Test
    void nextResponseOfTheConnectionStays() {
        channel.writeOutbound(head("application/json"), part(SampleLists.LIST), last());
        channel.releaseOutbound();

        channel.writeOutbound(head("application/json"), part(SampleLists.LIST));

        assertThat(channel.outboundMessages()).hasSize(2);
    }

    @Test
    void whatThereIsNoRoomForGoesOnInItsOrder() {
        String long1 = "1".repeat(WrittenLists.MOST);
        channel.writeOutbound(head("application/json"), part(long1), part("2"));

        head();
        assertThat(body()).isEqualTo(long1 + '2');
        assertGone();
    }

    @Test
    void fileGoesOnAfterWhatWasWrittenBeforeIt() {
        DefaultFileRegion file = new DefaultFileRegion(new File("none"), 0, 1);

        channel.writeOutbound(head("application/json"), part("["), file);

        head();
        assertThat(((HttpContent) channel.outboundMessages().remove()).content().toString(StandardCharsets.UTF_8))
                .isEqualTo("[");
        assertThat(channel.outboundMessages()).containsExactly(file);
        assertGone();
    }

    @Test
    @DisplayName("what was written before a response failed is sent as it was, and nothing once the token has expired")
    void failedResponseIsSentAsFarAsItCame() {
        channel.writeOutbound(head("application/json"), part("{\"result\""));
        var unused = channel.close();
        head();
        assertThat(body()).isEqualTo("{\"result\"");
    }

    @Test
    void nothingIsSentOnceTheTokenHasExpired() {
        channel.writeOutbound(head("application/json"), part("{\"result\""));
        lists.expire();

        var unused = channel.close();

        assertThat(channel.outboundMessages()).isEmpty();
    }

    private void assertGone() {
        assertThat(channel.pipeline().get(ShownList.class)).isNull();
    }

    private HttpResponse head() {
        Object first = channel.outboundMessages().peek();
        if (!(first instanceof HttpContent)) {
            channel.outboundMessages().remove();
        }
        return (HttpResponse) first;
    }

    /** All that there is of it; its end stays. */
    private String body() {
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

    private static HttpResponse head(String type) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set("Content-Type", type);
        return head;
    }

    private DefaultFullHttpResponse full(String type, String body) {
        DefaultFullHttpResponse full =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, part(body));
        full.headers().set("Content-Type", type).set("Content-Length", bytes(body).length);
        written.set(written.size() - 1, full);
        return full;
    }

    private ByteBuf part(String text) {
        ByteBuf part = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
        written.add(part);
        return part;
    }

    private HttpContent content(String text) {
        return new DefaultHttpContent(part(text));
    }

    private static LastHttpContent last() {
        return LastHttpContent.EMPTY_LAST_CONTENT;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
