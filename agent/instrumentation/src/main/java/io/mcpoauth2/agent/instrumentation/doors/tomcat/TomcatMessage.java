package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.exchange.MessageBuffer;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.coyote.http11.InputFilter;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * A request's body that is read before the application sees the request, and read again by it.
 *
 * <p>Below the layer of servlets, so that streams, readers, listeners, parameters and dispatches work as ever.
 */
final class TomcatMessage implements ApplicationBufferHandler {
    /** Null where Tomcat is a module that is not open: its own way is taken then. */
    private static final @Nullable MethodHandle ADD_FILTER = addFilter();

    private static final String HTTP2 = "org.apache.coyote.http2.";

    private @Nullable ByteBuffer chunk;

    private TomcatMessage() {}

    /** On a thread of the request, which Tomcat lets wait for the client as long as for any reader. */
    static void read(Request request, MessageBuffer into) throws IOException {
        if (request.hasExpectation()) {
            request.action(ActionCode.ACK, ContinueResponseTiming.ALWAYS);
        }
        TomcatMessage message = new TomcatMessage();
        while (request.doRead(message) >= 0) {
            ByteBuffer read = message.chunk;
            if (read != null && read.hasRemaining() && !into.add(read)) {
                return; // The request is refused.
            }
        }
        if (into.bytes().length > 0) {
            replay(request, into.bytes());
        }
    }

    private static void replay(Request request, byte[] bytes) {
        if (ADD_FILTER != null && request.getInputBuffer() instanceof Http11InputBuffer input) {
            try {
                ADD_FILTER.invokeExact(input, (InputFilter) new ReplayFilter(bytes));
                return;
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e); // It declares none.
            }
        }
        if (request.getInputBuffer().getClass().getName().startsWith(HTTP2)) {
            // Each stream sets its own anew. Tomcat's way there has no room for more than a window's bytes.
            request.setInputBuffer(new ReplayFilter(bytes));
            return;
        }
        ByteChunk body = new ByteChunk();
        body.setBytes(bytes, 0, bytes.length);
        request.action(ActionCode.REQ_SET_BODY_REPLAY, body);
    }

    private static @Nullable MethodHandle addFilter() {
        try {
            Method method = Http11InputBuffer.class.getDeclaredMethod("addActiveFilter", InputFilter.class);
            method.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflect(method)
                    .asType(MethodType.methodType(void.class, Http11InputBuffer.class, InputFilter.class));
        } catch (NoSuchMethodException | IllegalAccessException | InaccessibleObjectException e) {
            return null;
        }
    }

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
        chunk = buffer;
    }

    @Override
    public @Nullable ByteBuffer getByteBuffer() {
        return chunk;
    }

    /** Tomcat brings buffers of its own. */
    @Override
    public void expand(int size) {}
}
