package io.mcpoauth2.agent.instrumentation.doors.helidonhttp2;

import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Flag;
import io.helidon.http.http2.Http2RstStream;
import io.helidon.http.http2.Http2Settings;
import io.helidon.http.http2.Http2Stream;
import io.helidon.http.http2.Http2StreamState;
import io.helidon.http.http2.Http2StreamWriter;
import io.helidon.webserver.http.HttpRouting;
import io.mcpoauth2.agent.instrumentation.door.Served;
import java.util.concurrent.atomic.AtomicReference;

/** A stream of HTTP/2, which is reset without its connection. */
final class HelidonStream extends Served {
    private static final String ROUTING = "io.helidon.webserver.http.HttpRoutingImpl";
    /** The last of the states that what is written of a response goes through: what comes then is refused. */
    private static final String END = "END";

    private final Http2Stream stream;
    private final Http2StreamWriter writer;
    private final Http2Settings settings;
    private final AtomicReference<?> written;

    HelidonStream(Http2Stream stream, Http2StreamWriter writer, Http2Settings settings, AtomicReference<?> written) {
        this.stream = stream;
        this.writer = writer;
        this.settings = settings;
        this.written = written;
    }

    /**
     * @throws IllegalStateException if a class of the application's routes the requests
     */
    static void requireRouting(HttpRouting routing) {
        if (!routing.getClass().getName().equals(ROUTING)) {
            throw new IllegalStateException("mcp-oauth2-agent: no door knows the requests that "
                    + routing.getClass().getName() + " routes, so they are refused");
        }
    }

    @Override
    public boolean isComplete() {
        return stream.streamState() == Http2StreamState.CLOSED;
    }

    /** As if the client had reset it, and so that no thread writes to it any more; then the client is told. */
    @Override
    public void cut() {
        if (isComplete()) {
            return;
        }
        Http2RstStream reset = new Http2RstStream(Http2ErrorCode.CANCEL);
        end(written);
        stream.rstStream(reset);
        writer.write(reset.toFrameData(settings, stream.streamId(), Http2Flag.NoFlags.create()));
    }

    private static <T> void end(AtomicReference<T> written) {
        written.updateAndGet(HelidonStream::end);
    }

    /** The enumeration itself is private. */
    @SuppressWarnings("unchecked")
    private static <T> T end(T state) {
        for (Object constant : ((Enum<?>) state).getDeclaringClass().getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(END)) {
                return (T) constant;
            }
        }
        throw new IllegalStateException("mcp-oauth2-agent: a response of this Helidon has no end");
    }
}
