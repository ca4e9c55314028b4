package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.utils.io.ByteWriteChannel;
import io.mcpoauth2.agent.door.Admission;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.io.Buffer;
import kotlinx.io.Sink;
import kotlinx.io.SourcesKt;
import org.jspecify.annotations.Nullable;

/** A channel that shows what has been written to it before it is flushed, by which alone it leaves the channel's buffer. */
final class ShownChannel implements ByteWriteChannel {
    private final ByteWriteChannel channel;
    private final Admission admission;

    ShownChannel(ByteWriteChannel channel, Admission admission) {
        this.channel = channel;
        this.admission = admission;
    }

    /** What is shown has to be flushed then. */
    void show() {
        if (admission.isBodyObserved() && !channel.isClosedForWrite()) {
            Buffer written = channel.getWriteBuffer().getBuffer();
            byte[] bytes = SourcesKt.readByteArray(written.peek());
            admission.sending(bytes, 0, bytes.length);
        }
    }

    @Override
    public @Nullable Object flush(Continuation<? super Unit> flushed) {
        show();
        return channel.flush(flushed);
    }

    @Override
    public @Nullable Object flushAndClose(Continuation<? super Unit> closed) {
        show();
        return channel.flushAndClose(closed);
    }

    @Override
    public boolean isClosedForWrite() {
        return channel.isClosedForWrite();
    }

    @Override
    public @Nullable Throwable getClosedCause() {
        return channel.getClosedCause();
    }

    @Override
    public Sink getWriteBuffer() {
        return channel.getWriteBuffer();
    }

    @Override
    public void cancel(@Nullable Throwable cause) {
        channel.cancel(cause);
    }
}
