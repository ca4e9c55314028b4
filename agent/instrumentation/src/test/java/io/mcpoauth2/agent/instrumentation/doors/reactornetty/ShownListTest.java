package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.door.SampleLists;
import io.mcpoauth2.agent.door.WrittenLists;
import io.netty.channel.ChannelFuture;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShownListTest {
    private final ListChannel list = new ListChannel();
    private final EmbeddedChannel channel = list.channel();
    private final SampleLists lists = new SampleLists();

    @BeforeEach
    void makePipeline() {
        list.begin(lists);
    }

    @AfterEach
    void everythingIsReleasedOnceAndThatByWhoSendsIt() {
        assertThat(list.isReleased()).isTrue();
    }

    @Test
    void wholeResponseIsSentChangedWithItsLength() {
        channel.writeOutbound(list.full("application/json; charset=UTF-8", SampleLists.LIST));

        assertThat(list.head().headers().getInt("Content-Length"))
                .isEqualTo(ListChannel.bytes(SampleLists.SHOWN).length);
        assertThat(list.body()).isEqualTo(SampleLists.SHOWN);
        assertThat(list.isHandlerGone()).isTrue();
    }

    @Test
    @DisplayName(
            "parts count as written when they are held, and are sent with the last one, whose promise is the client's")
    void partsAreSentWhenTheyAreWhole() {
        HttpResponse head = ListChannel.head("application/json");
        head.headers().set("Content-Length", ListChannel.bytes(SampleLists.LIST).length);
        List<ChannelFuture> held = List.of(
                channel.writeAndFlush(head),
                channel.writeAndFlush(list.part(SampleLists.LIST.substring(0, 20))),
                channel.writeAndFlush(new DefaultHttpContent(list.part(SampleLists.LIST.substring(20)))));
        assertThat(held).allMatch(ChannelFuture::isSuccess);
        assertThat(channel.outboundMessages()).isEmpty();

        IOException failure = new IOException("gone");
        list.fail(failure);
        ChannelFuture end = channel.writeAndFlush(ListChannel.last());
        assertThat(end.cause()).isEqualTo(failure);
        assertThat(head.headers().getInt("Content-Length")).isEqualTo(ListChannel.bytes(SampleLists.SHOWN).length);
        assertThat(list.isHandlerGone()).isTrue();
    }

    @Test
    void partsWithoutALengthGetNoneAndKeepTheirTrailers() {
        LastHttpContent last = new DefaultLastHttpContent(list.part(SampleLists.LIST.substring(9)));
        last.trailingHeaders().set("Checked", "yes");

        channel.writeOutbound(ListChannel.head("application/json"), list.part(SampleLists.LIST.substring(0, 9)), last);

        assertThat(list.head().headers().contains("Content-Length")).isFalse();
        assertThat(list.body()).isEqualTo(SampleLists.SHOWN);
        assertThat(((LastHttpContent) channel.outboundMessages().peek())
                        .trailingHeaders()
                        .get("Checked"))
                .isEqualTo("yes");
    }

    @Test
    @DisplayName("JSON that is no list is sent as it was written, with whatever length it was given")
    void anythingElseStays() {
        HttpResponse written = list.full("application/json", "[1]");
        channel.writeOutbound(written);
        assertThat(channel.outboundMessages()).containsExactly(written);
        channel.releaseOutbound();

        list.begin(lists);
        HttpResponse head = ListChannel.head("application/json");
        head.headers().set("Content-Length", 7);
        channel.writeOutbound(head, list.part("[1]"), ListChannel.last());

        assertThat(list.head().headers().getInt("Content-Length")).isEqualTo(7);
        assertThat(list.body()).isEqualTo("[1]");
        assertThat(list.isHandlerGone()).isTrue();
    }

    @Test
    void eventsGoOnAsTheyCome() {
        channel.writeOutbound(ListChannel.head("text/event-stream"), list.part("data: x"));

        assertThat(channel.outboundMessages()).hasSize(2);
        assertThat(list.isHandlerGone()).isTrue();
    }

    @Test
    void listOfAFrameworkGoesOnAsItCame() {
        lists.makeElsewhere();

        channel.writeOutbound(ListChannel.head("application/json"), list.part(SampleLists.LIST));

        assertThat(channel.outboundMessages()).hasSize(2);
    }

    @Test
    void responseToHeadIsSentAsItIs() {
        HttpResponse head = ListChannel.head("application/json");
        head.headers().set("Content-Length", 99);

        channel.writeOutbound(head, ListChannel.last());

        assertThat(list.head().headers().getInt("Content-Length")).isEqualTo(99);
        assertThat(list.body()).isEmpty();
    }

    @Test
    void interimResponseIsNotTheOneThatIsLookedAt() {
        channel.writeOutbound(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE),
                list.full("application/json", SampleLists.LIST));

        channel.outboundMessages().remove();
        assertThat(list.head().status()).isEqualTo(HttpResponseStatus.OK);
        assertThat(list.body()).isEqualTo(SampleLists.SHOWN);
    }

    /** Which may be another caller's. */
    @Test
    void nextResponseOfTheConnectionStays() {
        channel.writeOutbound(ListChannel.head("application/json"), list.part(SampleLists.LIST), ListChannel.last());
        channel.releaseOutbound();

        channel.writeOutbound(ListChannel.head("application/json"), list.part(SampleLists.LIST));

        assertThat(channel.outboundMessages()).hasSize(2);
    }

    @Test
    void whatThereIsNoRoomForGoesOnInItsOrder() {
        String long1 = "1".repeat(WrittenLists.MOST);
        channel.writeOutbound(ListChannel.head("application/json"), list.part(long1), list.part("2"));

        list.head();
        assertThat(list.body()).isEqualTo(long1 + '2');
        assertThat(list.isHandlerGone()).isTrue();
    }

    @Test
    void fileGoesOnAfterWhatWasWrittenBeforeIt() {
        DefaultFileRegion file = new DefaultFileRegion(new File("none"), 0, 1);

        channel.writeOutbound(ListChannel.head("application/json"), list.part("["), file);

        list.head();
        assertThat(((HttpContent) channel.outboundMessages().remove()).content().toString(StandardCharsets.UTF_8))
                .isEqualTo("[");
        assertThat(channel.outboundMessages()).containsExactly(file);
        assertThat(list.isHandlerGone()).isTrue();
    }

    @Test
    @DisplayName("what was written before a response failed is sent as it was, and nothing once the token has expired")
    void failedResponseIsSentAsFarAsItCame() {
        channel.writeOutbound(ListChannel.head("application/json"), list.part("{\"result\""));
        var unused = channel.close();
        list.head();
        assertThat(list.body()).isEqualTo("{\"result\"");
    }

    @Test
    void nothingIsSentOnceTheTokenHasExpired() {
        channel.writeOutbound(ListChannel.head("application/json"), list.part("{\"result\""));
        lists.expire();

        var unused = channel.close();

        assertThat(channel.outboundMessages()).isEmpty();
    }
}
