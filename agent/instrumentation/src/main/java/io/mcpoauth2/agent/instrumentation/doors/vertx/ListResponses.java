package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.door.ByIdentity;
import io.mcpoauth2.agent.door.WrittenLists;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The responses to requests for lists that an application may write by itself, until their last part. */
final class ListResponses {
    private static final ByIdentity<ShownList> ASKED = new ByIdentity<>();
    private static final byte[] NONE = {};

    /** Whether there ever was one, as every part of every response asks. */
    private static volatile boolean any;

    private ListResponses() {}

    /**
     * @param lists what the request asks for; null for most
     */
    static void begin(HttpServerRequest request, @Nullable WrittenLists lists) {
        if (lists != null && !HttpMethod.HEAD.equals(request.method())) {
            ASKED.put(request.response(), new ShownList(lists, framing(request)));
            any = true;
        }
    }

    private static ShownList.Framing framing(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_1_0) {
            String connection = request.getHeader(HttpHeaderNames.CONNECTION);
            boolean ends = connection == null || connection.equalsIgnoreCase("close");
            return ends ? ShownList.Framing.END_OF_CONNECTION : ShownList.Framing.NONE;
        }
        return request.version() == HttpVersion.HTTP_1_1
                ? ShownList.Framing.HTTP1_CHUNKS
                : ShownList.Framing.HTTP2_FRAMES;
    }

    /**
     * The response's head is about to be sent, while its body has not been written whole.
     *
     * @param length of HTTP/1 that of a body which is known; negative if parts will come
     */
    static void responding(HttpServerResponse response, long length) {
        @Nullable ShownList list = find(response);
        if (list != null) {
            list.responding(response, length);
            forgetOver(response, list);
        }
    }

    /** What is written in the place of a part that is not the last one. */
    static @Nullable ByteBuf part(HttpServerResponse response, @Nullable ByteBuf part) {
        @Nullable ShownList list = part == null ? null : find(response);
        if (list == null || part == null) {
            return part;
        }
        ByteBuf written = list.part(part);
        forgetOver(response, list);
        return written;
    }

    /** What is written in the place of the last part of HTTP/2. */
    static @Nullable ByteBuf last(HttpServerResponse response, @Nullable ByteBuf last) {
        @Nullable ShownList list = find(response);
        if (list == null) {
            return last;
        }
        ASKED.forget(response);
        byte[] bytes = last == null ? NONE : ByteBufUtil.getBytes(last);
        byte[] written = list.last(response, bytes);
        if (Arrays.equals(written, bytes)) {
            return last;
        }
        if (last != null) {
            var unused = last.release(); // As Netty does when it has written it.
        }
        return Unpooled.wrappedBuffer(written);
    }

    /** The same of HTTP/1; what comes for this response afterwards is that part again. */
    static @Nullable Buffer last(HttpServerResponse response, @Nullable Buffer last) {
        @Nullable ShownList list = last == null ? null : find(response);
        if (list == null || last == null) {
            return last;
        }
        ASKED.forget(response);
        byte[] bytes = last.getBytes();
        byte[] written = list.last(response, bytes);
        if (Arrays.equals(written, bytes)) {
            return last;
        }
        NettyBuffer.release(last);
        return Buffer.buffer(written);
    }

    private static @Nullable ShownList find(HttpServerResponse response) {
        return any && !response.ended() ? ASKED.find(response) : null;
    }

    private static void forgetOver(HttpServerResponse response, ShownList list) {
        if (list.isOver()) {
            ASKED.forget(response);
        }
    }
}
