package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.coyote.http11.InputFilter;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * A body that has been read, instead of the connection's. Tomcat's own filter of this kind does not ask the one below it
 * what it has read beyond the body's end: the beginning of a pipelined request would be lost.
 */
final class ReplayFilter implements InputFilter {
    private static final ByteChunk NAME = new ByteChunk();

    static {
        byte[] name = "replay".getBytes(StandardCharsets.ISO_8859_1);
        NAME.setBytes(name, 0, name.length);
    }

    private final ByteBuffer rest;
    private @Nullable InputBuffer below;

    ReplayFilter(byte[] body) {
        rest = ByteBuffer.wrap(body).asReadOnlyBuffer();
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) {
        int length = rest.remaining();
        if (length == 0) {
            return -1;
        }
        ByteBuffer content = ByteBuffer.allocate(length);
        content.put(rest).flip();
        handler.setByteBuffer(content);
        return length;
    }

    @Override
    public void setBuffer(InputBuffer buffer) {
        below = buffer;
    }

    @Override
    public long end() throws IOException {
        return below instanceof InputFilter filter ? filter.end() : 0;
    }

    @Override
    public int available() {
        return rest.remaining();
    }

    @Override
    public boolean isFinished() {
        return !rest.hasRemaining();
    }

    @Override
    public void setRequest(Request request) {}

    @Override
    public void recycle() {
        rest.position(rest.limit());
    }

    @Override
    public ByteChunk getEncodingName() {
        return NAME;
    }
}
