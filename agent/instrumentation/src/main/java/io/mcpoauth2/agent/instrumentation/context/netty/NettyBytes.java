package io.mcpoauth2.agent.instrumentation.context.netty;

import io.mcpoauth2.agent.door.Admission;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;

/** Shows a part of a response's body that is Netty's, whose indices stay as they are. */
public final class NettyBytes {
    private NettyBytes() {}

    public static void show(ByteBuf part, Admission admission) {
        if (!admission.isBodyObserved()) {
            return;
        }
        if (part.nioBufferCount() < 0) { // A buffer that has no view as the JDK's.
            byte[] copy = ByteBufUtil.getBytes(part);
            admission.sending(copy, 0, copy.length);
        } else if (part.isReadable()) {
            for (ByteBuffer view : part.nioBuffers()) {
                admission.sending(view);
            }
        }
    }
}
