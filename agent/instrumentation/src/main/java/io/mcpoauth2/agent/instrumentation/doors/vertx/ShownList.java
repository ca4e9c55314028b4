package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.door.WrittenBody;
import io.mcpoauth2.agent.door.WrittenLists;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;

/**
 * A response that may be a list which its application has written by itself. What is written in one is changed before the head
 * is made. Of parts nothing but the head goes on, without a length, until the last one has come.
 *
 * <p>A part that is held is replaced by an empty one, so that Vert.x does all else that it does for it. Must not refer to the
 * response, with which it goes.
 */
final class ShownList {
    private static final String LENGTH = "Content-Length";
    private static final String TYPE = "Content-Type";

    private final WrittenLists lists;
    private final WrittenBody body;
    private final boolean endsConnection;
    private boolean holding;

    /**
     * @param endsConnection whether the connection is closed after the response, which then may have no length
     */
    ShownList(WrittenLists lists, boolean endsConnection) {
        this.lists = lists;
        this.endsConnection = endsConnection;
        this.body = new WrittenBody(lists);
    }

    /** Whether the head has been made for a body that is held. */
    boolean isHolding() {
        return holding;
    }

    /**
     * The head is about to be made while the body has not been written whole.
     *
     * @param length of a file, which no other method is told of; negative if there is none
     */
    void responding(HttpServerResponse response, long length) {
        boolean file = length >= 0 && isHttp1(response); // Of HTTP/2 it is written in parts as any other.
        boolean held = holding || (!file && mayBeIn(response));
        holding = held && dropLength(response);
    }

    /** What is written in the place of a part that is not the last one. */
    ByteBuf part(HttpServerResponse response, ByteBuf part) {
        if (!holding) {
            responding(response, -1);
        }
        if (!holding) {
            return part;
        }
        byte[] bytes = ByteBufUtil.getBytes(part);
        if (!body.add(bytes, 0, bytes.length)) {
            holding = false;
            return Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(body.take()), part);
        }
        var unused = part.release(); // As Netty does when it has written it.
        return Unpooled.EMPTY_BUFFER;
    }

    /** What is written in the place of the last part; the same array if it stays as it is. */
    byte[] last(HttpServerResponse response, byte[] last) {
        if (!holding) {
            return whole(response, last);
        }
        int held = body.size();
        if (body.add(last, 0, last.length)) {
            return body.takeShown();
        }
        byte[] all = Arrays.copyOf(body.take(), held + last.length);
        System.arraycopy(last, 0, all, held, last.length);
        return all;
    }

    /** A type may be told with the head, which is made for a body that is known by then. */
    private byte[] whole(HttpServerResponse response, byte[] whole) {
        MultiMap headers = response.headers();
        if (headers.contains(TYPE) && !mayBeIn(response)) {
            return whole;
        }
        byte[] shown = lists.shown(whole);
        if (shown.length != whole.length && headers.contains(LENGTH)) {
            var unused = headers.set(LENGTH, Integer.toString(shown.length));
        }
        return shown;
    }

    private boolean mayBeIn(HttpServerResponse response) {
        return lists.mayBeIn(new VertxResponseHead(response));
    }

    /**
     * Whether a body of another length can follow. HTTP/1.0 has no chunks; a part of HTTP/1.1 without either is refused by Vert.x.
     */
    private boolean dropLength(HttpServerResponse response) {
        MultiMap headers = response.headers();
        boolean set = headers.contains(LENGTH);
        if (isHttp1(response) && !endsConnection) {
            boolean chunked = (set ? response.setChunked(true) : response).isChunked();
            if (!chunked) {
                return false;
            }
        }
        if (set) {
            var unused = headers.remove(LENGTH);
        }
        return true;
    }

    private static boolean isHttp1(HttpServerResponse response) {
        return response.streamId() < 0;
    }
}
