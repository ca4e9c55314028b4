package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Gives back what an application has handed over to be sent, by a method that another interface has in Vert.x 5. */
final class NettyBuffer {
    private static final String METHOD = "getByteBuf";
    private static final MethodHandle BYTES = find();

    private NettyBuffer() {}

    /** As Netty does when it has written it. */
    static void release(Buffer buffer) {
        try {
            ByteBuf bytes = (ByteBuf) BYTES.invokeExact(buffer);
            var unused = bytes.release();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable failure) {
            throw new IllegalStateException("a buffer could not be released", failure);
        }
    }

    private static MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(owner(), METHOD, MethodType.methodType(ByteBuf.class))
                    .asType(MethodType.methodType(ByteBuf.class, Buffer.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("mcp-oauth2-agent: this Vert.x shows no bytes of its buffers", e);
        }
    }

    private static Class<?> owner() {
        try {
            return Class.forName("io.vertx.core.internal.buffer.BufferInternal", false, Buffer.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return Buffer.class;
        }
    }
}
