package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.exchange.MessageBudget;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.IllegalReferenceCountException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.netty.NettyPipeline;

class HeldBodyTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final MessageBuffer buffer = new MessageBuffer(8, new MessageBudget(1_000), 0);

    @BeforeEach
    void makePipeline() {
        channel.pipeline().addFirst(NettyPipeline.HttpTrafficHandler, new ChannelInboundHandlerAdapter());
    }

    @Test
    void partsAreHeldAndGoOnAsOneWithTheTrailers() {
        CompletableFuture<Void> collected = HeldBody.begin(channel).collect(buffer, false, channel);
        HttpContent first = part("abc");
        DefaultLastHttpContent last = new DefaultLastHttpContent(bytes("de"));
        last.trailingHeaders().set("X-Sum", "5");

        channel.writeInbound(first);
        assertThat(channel.inboundMessages()).isEmpty();
        assertThat(collected).isNotDone();
        channel.writeInbound(last);

        assertThat(collected).isCompleted();
        assertThat(buffer.bytes()).asString(StandardCharsets.US_ASCII).isEqualTo("abcde");
        assertThat(text(channel.readInbound())).isEqualTo("abcde");
        LastHttpContent end = channel.readInbound();
        assertThat(text(end)).isEmpty();
        assertThat(end.trailingHeaders().get("X-Sum")).isEqualTo("5");
        assertThat(first.refCnt() + last.refCnt()).isZero();
    }

    @Test
    void nextRequestOfTheConnectionIsHeldAnew() {
        CompletableFuture<Void> first = HeldBody.begin(channel).collect(buffer, false, channel);
        channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
        CompletableFuture<Void> second = HeldBody.begin(channel).collect(buffer, false, channel);

        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        channel.writeInbound(part("x"));
        assertThat(channel.<Object>readInbound()).isSameAs(LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(channel.<Object>readInbound()).isNull();
    }

    @Test
    void whatHasNoRoomGoesOnToBeThrownAwayByTheServer() {
        CompletableFuture<Void> collected = HeldBody.begin(channel).collect(buffer, false, channel);

        channel.writeInbound(part("123456789"), part("more"));

        assertThat(collected).isCompleted();
        assertThat(buffer.isTooLarge()).isTrue();
        assertThat(channel.inboundMessages()).hasSize(2);
    }

    @Test
    void clientThatGoesAwayFailsTheBodyAndLeavesNothing() {
        HeldBody body = HeldBody.begin(channel);
        HttpContent early = part("abc");
        channel.writeInbound(early);
        CompletableFuture<Void> collected = body.collect(buffer, false, channel);
        channel.writeInbound(part("d"));

        var unused = channel.close();

        assertThat(failureOf(collected)).isInstanceOf(IOException.class);
        assertThat(early.refCnt()).isZero();
        assertThat(channel.inboundMessages()).isEmpty();
    }

    @Test
    void whatCannotBeDecodedIsTheClients() {
        CompletableFuture<Void> collected = HeldBody.begin(channel).collect(buffer, false, channel);

        channel.pipeline().fireExceptionCaught(new DecoderException("no chunk"));

        assertThat(failureOf(collected)).isInstanceOf(IOException.class);
        assertThatThrownBy(channel::checkException).isInstanceOf(DecoderException.class);
    }

    @Test
    void failureOfItsOwnIsNotTakenForTheClients() {
        CompletableFuture<Void> collected = HeldBody.begin(channel).collect(buffer, false, channel);
        HttpContent unreadable = part("abc");
        unreadable.release();

        channel.writeInbound(unreadable);

        assertThat(failureOf(collected)).isInstanceOf(IllegalReferenceCountException.class);
    }

    /** Nor is the next request's body taken into the former one's message. */
    @Test
    void bodyThatIsNoLongerWaitedForGoesOn() {
        HeldBody body = HeldBody.begin(channel);
        var unused = body.collect(buffer, false, channel);
        channel.writeInbound(part("a"));

        body.end(channel);
        channel.writeInbound(part("b"), LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(text(channel.readInbound())).isEqualTo("b");
        assertThat(channel.<Object>readInbound()).isSameAs(LastHttpContent.EMPTY_LAST_CONTENT);

        HeldBody.begin(channel);
        channel.writeInbound(part("c"));
        assertThat(buffer.bytes()).asString(StandardCharsets.US_ASCII).isEqualTo("a");
    }

    @Test
    void bodyThatNobodyAsksForGoesOnUnchanged() {
        HeldBody body = HeldBody.begin(channel);
        HttpContent part = part("abc");
        channel.writeInbound(part);
        assertThat(channel.inboundMessages()).isEmpty();

        body.end(channel);
        channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);

        assertThat(channel.<Object>readInbound()).isSameAs(part);
        assertThat(channel.<Object>readInbound()).isSameAs(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    @Test
    void clientThatWaitsIsToldToGoOnOnce() {
        CompletableFuture<Void> collected = HeldBody.begin(channel).collect(buffer, true, channel);
        assertThat(channel.<HttpResponse>readOutbound().status()).isEqualTo(HttpResponseStatus.CONTINUE);
        channel.writeInbound(new DefaultLastHttpContent(bytes("a")));
        assertThat(collected).isCompleted();

        channel.writeOutbound(response(HttpResponseStatus.CONTINUE), response(HttpResponseStatus.OK));

        assertThat(channel.<HttpResponse>readOutbound().status()).isEqualTo(HttpResponseStatus.OK);
    }

    private static @Nullable Throwable failureOf(CompletableFuture<Void> collected) {
        assertThat(collected).isCompletedExceptionally();
        return collected.handle((done, failure) -> failure).join();
    }

    private static DefaultFullHttpResponse response(HttpResponseStatus status) {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
    }

    private static HttpContent part(String text) {
        return new DefaultHttpContent(bytes(text));
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private static String text(HttpContent content) {
        return content.content().toString(StandardCharsets.US_ASCII);
    }
}
