package io.mcpoauth2.agent.instrumentation.doors.micronaut;

import io.micronaut.http.server.netty.handler.OutboundAccess;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Resets a stream of HTTP/2 on its event loop, which Micronaut's own class of it does for itself alone: once for the client,
 * and once for what is still written.
 */
final class Http2Streams {
    private static final String STREAM =
            "io.micronaut.http.server.netty.handler.MultiplexedServerHandler$MultiplexedStream";

    /** Of the one class that these doors stand beside; racy on purpose, as all find the same. */
    private static @Nullable Http2Streams known;

    private final MethodHandle reset;
    private final MethodHandle resetRead;

    private Http2Streams(MethodHandle reset, MethodHandle resetRead) {
        this.reset = reset;
        this.resetRead = resetRead;
    }

    /**
     * Null where the connection is HTTP/1's, or the stream has a channel of its own, and where this version's streams cannot be
     * reset: then all there is to be ended is the channel.
     */
    static @Nullable Http2Streams of(OutboundAccess outbound) {
        for (@Nullable Class<?> type = outbound.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(STREAM)) {
                return of(type);
            }
        }
        return null;
    }

    private static @Nullable Http2Streams of(Class<?> type) {
        Http2Streams found = known;
        if (found == null) {
            try {
                MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
                found = new Http2Streams(
                        lookup.findVirtual(type, "reset", MethodType.methodType(boolean.class, Throwable.class)),
                        lookup.findVirtual(
                                type, "onRstStreamRead", MethodType.methodType(void.class, Exception.class)));
            } catch (ReflectiveOperationException e) {
                return null;
            }
            known = found;
        }
        return found;
    }

    void reset(OutboundAccess stream) {
        IOException ended = new IOException("ended by mcp-oauth2-agent");
        try {
            Object unused = reset.invoke(stream, (Throwable) ended);
            resetRead.invoke(stream, (Exception) ended);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a stream was not reset", e);
        }
    }
}
