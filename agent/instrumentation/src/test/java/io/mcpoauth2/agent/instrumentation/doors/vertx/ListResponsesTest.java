package io.mcpoauth2.agent.instrumentation.doors.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.door.SampleLists;
import io.mcpoauth2.agent.door.WrittenLists;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is written in the place of what an application writes as its answer to a request for a list. */
class ListResponsesTest {
    private static final int LENGTH = SampleLists.LIST.getBytes(StandardCharsets.UTF_8).length;
    private static final int SHOWN = SampleLists.SHOWN.getBytes(StandardCharsets.UTF_8).length;

    private final SampleLists lists = new SampleLists();
    private final HttpHeaders headers = new DefaultHttpHeaders();
    private final MultiMap shownHeaders = fake(MultiMap.class, (proxy, called, arguments) -> switch (called.getName()) {
        case "contains" -> headers.contains(arguments[0].toString());
        case "getAll" -> headers.getAll(arguments[0].toString());
        case "remove" -> {
            var unused = headers.remove(arguments[0].toString());
            yield proxy;
        }
        case "set" -> {
            var unused = headers.set(arguments[0].toString(), arguments[1]);
            yield proxy;
        }
        default -> throw new UnsupportedOperationException(called.getName());
    });
    private HttpMethod method = HttpMethod.POST;
    private HttpVersion version = HttpVersion.HTTP_1_1;
    private @Nullable String connection;
    private int stream = -1;
    private boolean headWritten;
    private final HttpServerResponse response =
            fake(HttpServerResponse.class, (proxy, called, arguments) -> switch (called.getName()) {
                case "headers" -> shownHeaders;
                case "getStatusCode" -> 200;
                case "ended" -> false;
                case "headWritten" -> headWritten;
                case "streamId" -> stream;
                case "isChunked" -> headers.contains("Transfer-Encoding");
                case "setChunked" -> {
                    if (version != HttpVersion.HTTP_1_0) {
                        var unused = headers.set("Transfer-Encoding", "chunked");
                    }
                    yield proxy;
                }
                default -> throw new UnsupportedOperationException(called.getName());
            });

    @BeforeEach
    void isJson() {
        var unused = headers.set("Content-Type", "application/json");
    }

    @Test
    void whatIsWrittenInOneIsChangedWithItsLength() {
        begin();
        length(LENGTH);

        assertThat(end(SampleLists.LIST)).isEqualTo(SampleLists.SHOWN);
        assertThat(headers.get("Content-Length")).isEqualTo(Integer.toString(SHOWN));
        assertThat(headers.contains("Transfer-Encoding")).isFalse();
        assertThat(end(SampleLists.LIST)).isEqualTo(SampleLists.LIST); // By an overload that calls the other.
    }

    /** A length that the application has not set is the server's to set, from what it is given. */
    @Test
    @DisplayName("a type that is set with the head, or not at all, does not keep a list from being changed")
    void whatHasNoTypeYetIsChanged() {
        begin();
        headers.remove("Content-Type");

        assertThat(end(SampleLists.LIST)).isEqualTo(SampleLists.SHOWN);
        assertThat(headers.contains("Content-Length")).isFalse();
    }

    @Test
    void partsAreEmptyUntilTheLastOneHasAll() {
        begin();
        length(LENGTH);
        ByteBuf first = bytes(SampleLists.LIST.substring(0, 30));

        assertThat(ListResponses.part(response, first)).isSameAs(Unpooled.EMPTY_BUFFER);
        assertThat(first.refCnt()).isZero();
        assertThat(headers.contains("Content-Length")).isFalse();
        assertThat(headers.get("Transfer-Encoding")).isEqualTo("chunked");
        headWritten = true;
        assertThat(part(SampleLists.LIST.substring(30))).isEmpty();
        assertThat(end("")).isEqualTo(SampleLists.SHOWN);
    }

    @Test
    void streamOfHttp2NeedsNoChunks() {
        begin();
        stream = 3;
        length(LENGTH);

        assertThat(part(SampleLists.LIST)).isEmpty();
        assertThat(headers.contains("Content-Length")).isFalse();
        assertThat(headers.contains("Transfer-Encoding")).isFalse();
        headWritten = true;
        assertThat(text(ListResponses.last(response, (ByteBuf) null))).isEqualTo(SampleLists.SHOWN);
    }

    @Test
    @DisplayName("a head that is sent alone has no length, and the body that follows is held")
    void headAloneIsFollowedByTheList() {
        begin();
        length(LENGTH);

        ListResponses.responding(response, -1);
        headWritten = true;

        assertThat(headers.contains("Content-Length")).isFalse();
        assertThat(end(SampleLists.LIST)).isEqualTo(SampleLists.SHOWN);
    }

    @Test
    void fileKeepsItsLength() {
        begin();
        length(LENGTH);

        ListResponses.responding(response, LENGTH);

        assertThat(headers.get("Content-Length")).isEqualTo(Integer.toString(LENGTH));
        assertThat(headers.contains("Transfer-Encoding")).isFalse();
    }

    @Test
    @DisplayName("parts of HTTP/1.0, which has no chunks, are held where the end of the connection is their end")
    void partsOfHttp10EndWithTheConnection() {
        version = HttpVersion.HTTP_1_0;
        begin();
        length(LENGTH);

        assertThat(part(SampleLists.LIST)).isEmpty();
        assertThat(headers.contains("Content-Length")).isFalse();
        headWritten = true;
        assertThat(end("")).isEqualTo(SampleLists.SHOWN);
    }

    @Test
    void partsOfHttp10StayWhereTheConnectionGoesOn() {
        version = HttpVersion.HTTP_1_0;
        connection = "Keep-Alive";
        begin();
        length(LENGTH);

        assertThat(part(SampleLists.LIST)).isEqualTo(SampleLists.LIST);
        assertThat(headers.get("Content-Length")).isEqualTo(Integer.toString(LENGTH));
        headWritten = true;
        assertThat(end("")).isEmpty();
    }

    /** Vert.x refuses it, and what was refused has not been held. */
    @Test
    void partWithoutLengthOrChunksStays() {
        begin();
        assertThat(part(SampleLists.LIST)).isEqualTo(SampleLists.LIST);
    }

    @Test
    void whatIsNoJsonGoesOnAsItComes() {
        begin();
        length(LENGTH);
        var unused = headers.set("Content-Type", "text/event-stream");

        assertThat(part(SampleLists.LIST)).isEqualTo(SampleLists.LIST);
        assertThat(end(SampleLists.LIST)).isEqualTo(SampleLists.LIST);
        assertThat(headers.get("Content-Length")).isEqualTo(Integer.toString(LENGTH));
    }

    @Test
    void jsonThatIsNoListStays() {
        begin();
        length(7);
        Buffer body = Buffer.buffer("[1]");

        assertThat(ListResponses.last(response, body)).isSameAs(body);
        assertThat(headers.get("Content-Length")).isEqualTo("7");
    }

    @Test
    void whatThereIsNoRoomForGoesOnInItsOrder() {
        begin();
        length(LENGTH);
        String most = "1".repeat(WrittenLists.MOST);
        assertThat(part(most)).isEmpty();
        headWritten = true;

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
        headWritten = true;

        assertThat(end("2")).isEqualTo(most + '2');
    }

    @Test
    void answerToHeadStays() {
        method = HttpMethod.HEAD;
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
        HttpServerRequest request =
                fake(HttpServerRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
                    case "method" -> method;
                    case "version" -> version;
                    case "getHeader" -> connection;
                    case "response" -> response;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
        ListResponses.begin(request, lists.asked());
    }

    private void length(int length) {
        var unused = headers.set("Content-Length", Integer.toString(length));
    }

    private String part(String part) {
        return text(ListResponses.part(response, bytes(part)));
    }

    private String end(String last) {
        return Objects.requireNonNull(ListResponses.last(response, Buffer.buffer(last)))
                .toString();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static String text(@Nullable ByteBuf bytes) {
        return Objects.requireNonNull(bytes).toString(StandardCharsets.UTF_8);
    }

    /** Of Object's methods nothing is asked for. */
    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
