package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.door.WrittenBody;
import io.mcpoauth2.agent.door.WrittenLists;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A response that may be a list which its application has written by itself. What is written in one is changed before the head
 * is made. Of parts nothing but the head goes on, without a length, until the last one has come.
 *
 * <p>A part that is held becomes empty, so that Vert.x does all else that it does for it; the first one only when the head is
 * made, as Quarkus tells the type then. Must not refer to the response, with which it goes.
 */
final class ShownList {
    private static final String LENGTH = "Content-Length";
    private static final String TYPE = "Content-Type";
    private static final String CODING = "Transfer-Encoding";

    private final WrittenLists lists;
    private final WrittenBody body;
    private final Framing framing;
    private boolean holding;
    /** A part that the head is made for; null before and afterwards. */
    private @Nullable ByteBuf first;

    ShownList(WrittenLists lists, Framing framing) {
        this.lists = lists;
        this.body = new WrittenBody(lists);
        this.framing = framing;
    }

    /** How the end of a body without a length is found. */
    enum Framing {
        HTTP1_CHUNKS,
        HTTP2_FRAMES,
        END_OF_CONNECTION,
        NONE
    }

    /** Whether all that follows goes on as it comes. */
    boolean isOver() {
        return !holding && first == null;
    }

    /**
     * The head has been made and can be changed still, while the body has not been written whole.
     *
     * @param length of a file, which no other method is told of; negative if there is none
     */
    void responding(HttpServerResponse response, long length) {
        boolean file = length >= 0 && framing != Framing.HTTP2_FRAMES; // Of HTTP/2 it is written in parts as any other.
        holding = !file && mayBeIn(response) && dropLength(response.headers());
        ByteBuf part = first;
        first = null;
        if (part != null && holding) {
            holding = hold(part);
        }
    }

    /** What is written in the place of a part that is not the last one. */
    ByteBuf part(ByteBuf part) {
        if (!holding) {
            first = part;
            return part;
        }
        if (hold(part)) {
            return part;
        }
        holding = false;
        return Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(body.take()), part);
    }

    private boolean hold(ByteBuf part) {
        byte[] bytes = ByteBufUtil.getBytes(part);
        boolean room = body.add(bytes, 0, bytes.length);
        if (room) {
            var unused = part.skipBytes(bytes.length);
        }
        return room;
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

    /** Whether a body of another length can follow. */
    private boolean dropLength(MultiMap headers) {
        if (framing == Framing.NONE) {
            return false;
        }
        if (headers.contains(LENGTH)) {
            var unused = headers.remove(LENGTH);
            if (framing == Framing.HTTP1_CHUNKS) {
                unused = headers.set(CODING, "chunked");
            }
        }
        return true;
    }
}
