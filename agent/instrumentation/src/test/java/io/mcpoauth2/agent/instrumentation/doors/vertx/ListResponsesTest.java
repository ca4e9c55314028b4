package io.mcpoauth2.agent.instrumentation.doors.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.door.SampleLists;
import io.mcpoauth2.agent.door.WrittenLists;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is written in the place of what an application writes as its answer to a request for a list. */
class ListResponsesTest {
    private static final int LENGTH = SampleLists.LIST.getBytes(StandardCharsets.UTF_8).length;
    private static final int SHOWN = SampleLists.SHOWN.getBytes(StandardCharsets.UTF_8).length;

    private final SampleLists lists = new SampleLists();
    private SampleExchange exchange = new SampleExchange(HttpMethod.POST, HttpVersion.HTTP_1_1, null);

    @Test
    void whatIsWrittenInOneIsChangedWithItsLength() {
        begin();
        length(LENGTH);

        assertThat(end(SampleLists.LIST)).isEqualTo(SampleLists.SHOWN);
        assertThat(exchange.headers().get("Content-Length")).isEqualTo(Integer.toString(SHOWN));
        assertThat(exchange.headers().contains("Transfer-Encoding")).isFalse();
        assertThat(end(SampleLists.LIST)).isEqualTo(SampleLists.LIST); // By an overload that calls the other.
    }

    /** A length that the application has not set is the server's to set, from what it is given. */
    @Test
    @DisplayName("a type that is set with the head, or not at all, does not keep a list from being changed")
    void whatHasNoTypeYetIsChanged() {
        begin();
        exchange.headers().remove("Content-Type");

        assertThat(end(SampleLists.LIST)).isEqualTo(SampleLists.SHOWN);
        assertThat(exchange.headers().contains("Content-Length")).isFalse();
    }

    @Test
    void partsAreEmptyUntilTheLastOneHasAll() {
        begin();
        length(LENGTH);

        assertThat(part(SampleLists.LIST.substring(0, 30))).isEmpty();
        assertThat(exchange.headers().contains("Content-Length")).isFalse();
        assertThat(exchange.headers().get("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(part(SampleLists.LIST.substring(30))).isEmpty();
        assertThat(end("")).isEqualTo(SampleLists.SHOWN);
    }

    @Test
    @DisplayName("the type may be set while the head is made, which decides about the part that it is made for")
    void typeIsAskedForWhenTheHeadIsMade() {
        begin();
        exchange.headers().remove("Content-Type");
        ByteBuf first = bytes(SampleLists.LIST);

        assertThat(text(ListResponses.part(exchange.response(), first))).isEqualTo(SampleLists.LIST);
        isJson();
        head(-1);

        assertThat(text(first)).isEmpty();
        assertThat(end("")).isEqualTo(SampleLists.SHOWN);
    }

    @Test
    void streamOfHttp2NeedsNoChunks() {
        exchange = new SampleExchange(HttpMethod.POST, HttpVersion.HTTP_2, null);
        begin();
        length(LENGTH);

        assertThat(part(SampleLists.LIST)).isEmpty();
        assertThat(exchange.headers().contains("Content-Length")).isFalse();
        assertThat(exchange.headers().contains("Transfer-Encoding")).isFalse();
        assertThat(text(ListResponses.last(exchange.response(), (ByteBuf) null)))
                .isEqualTo(SampleLists.SHOWN);
    }

    @Test
    @DisplayName("a head that is sent alone has no length, and the body that follows is held")
    void headAloneIsFollowedByTheList() {
        begin();
        length(LENGTH);

        head(-1);

        assertThat(exchange.headers().contains("Content-Length")).isFalse();
        assertThat(end(SampleLists.LIST)).isEqualTo(SampleLists.SHOWN);
    }

    @Test
    void fileKeepsItsLength() {
        begin();
        length(LENGTH);

        head(LENGTH);

        assertThat(exchange.headers().get("Content-Length")).isEqualTo(Integer.toString(LENGTH));
        assertThat(exchange.headers().contains("Transfer-Encoding")).isFalse();
    }

    @Test
    @DisplayName("parts of HTTP/1.0, which has no chunks, are held where the end of the connection is their end")
    void partsOfHttp10EndWithTheConnection() {
        exchange = new SampleExchange(HttpMethod.POST, HttpVersion.HTTP_1_0, null);
        begin();
        length(LENGTH);

        assertThat(part(SampleLists.LIST)).isEmpty();
        assertThat(exchange.headers().contains("Content-Length")).isFalse();
        assertThat(end("")).isEqualTo(SampleLists.SHOWN);
    }

    @Test
    void partsOfHttp10StayWhereTheConnectionGoesOn() {
        exchange = new SampleExchange(HttpMethod.POST, HttpVersion.HTTP_1_0, "Keep-Alive");
        begin();
        length(LENGTH);

        assertThat(part(SampleLists.LIST)).isEqualTo(SampleLists.LIST);
        assertThat(exchange.headers().get("Content-Length")).isEqualTo(Integer.toString(LENGTH));
        assertThat(end("")).isEmpty();
    }

    /** Without a length or chunks, say; it may be written again then. */
    @Test
    void partThatVertxHasRefusedIsNotHeld() {
        begin();
        ByteBuf refused = bytes(SampleLists.LIST);

        assertThat(ListResponses.part(exchange.response(), refused)).isSameAs(refused);

        assertThat(text(refused)).isEqualTo(SampleLists.LIST);
        assertThat(part(SampleLists.LIST)).isEmpty();
        assertThat(end("")).isEqualTo(SampleLists.SHOWN);
    }

    @Test
    void whatIsNoJsonGoesOnAsItComes() {
        begin();
        length(LENGTH);
        exchange.headers().set("Content-Type", "text/event-stream");

        assertThat(part(SampleLists.LIST)).isEqualTo(SampleLists.LIST);
        assertThat(end(SampleLists.LIST)).isEqualTo(SampleLists.LIST);
        assertThat(exchange.headers().get("Content-Length")).isEqualTo(Integer.toString(LENGTH));
    }

    @Test
    void jsonThatIsNoListStays() {
        begin();
        length(7);
        Buffer body = Buffer.buffer("[1]");

        assertThat(ListResponses.last(exchange.response(), body)).isSameAs(body);
        assertThat(exchange.headers().get("Content-Length")).isEqualTo("7");
    }

    @Test
    void whatThereIsNoRoomForGoesOnInItsOrder() {
        begin();
        length(LENGTH);
        String most = "1".repeat(WrittenLists.MOST);
        assertThat(part(most)).isEmpty();

        assertThat(part("2")).isEqualTo(most + '2');
        assertThat(part("3")).isEqualTo("3");
        assertThat(end("4")).isEqualTo("4");
    }

    @Test
    void lastPartThatThereIsNoRoomForComesAfterTheOthers() {
        begin();
        length(LENGTH);
        String most = "1".repeat(WrittenLists.MOST);
        assertThat(part(most)).isEmpty();

        assertThat(end("2")).isEqualTo(most + '2');
    }

    @Test
    void answerToHeadStays() {
        exchange = new SampleExchange(HttpMethod.HEAD, HttpVersion.HTTP_1_1, null);
        begin();
        assertThat(end(SampleLists.LIST)).isEqualTo(SampleLists.LIST);
    }

    @Test
    void listOfAFrameworkStays() {
        begin();
        lists.makeElsewhere();
        assertThat(end(SampleLists.LIST)).isEqualTo(SampleLists.LIST);
    }

    private void begin() {
        isJson();
        ListResponses.begin(exchange.request(), lists.asked());
    }

    private void isJson() {
        exchange.headers().set("Content-Type", "application/json");
    }

    private void length(int length) {
        exchange.headers().set("Content-Length", length);
    }

    /** What is written of it, after the head if it is the first one. */
    private String part(String part) {
        @Nullable ByteBuf written = ListResponses.part(exchange.response(), bytes(part));
        if (!exchange.isHeadWritten()) {
            head(-1);
        }
        return text(written);
    }

    /** As Vert.x does when it makes the head. */
    private void head(long length) {
        ListResponses.responding(exchange.response(), length);
        exchange.writeHead();
    }

    private String end(String last) {
        return Objects.requireNonNull(ListResponses.last(exchange.response(), Buffer.buffer(last)))
                .toString();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static String text(@Nullable ByteBuf bytes) {
        return Objects.requireNonNull(bytes).toString(StandardCharsets.UTF_8);
    }
}
