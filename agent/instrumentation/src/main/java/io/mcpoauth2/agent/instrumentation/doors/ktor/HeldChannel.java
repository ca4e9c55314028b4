package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.utils.io.ByteWriteChannel;
import io.mcpoauth2.agent.door.WrittenBody;
import io.mcpoauth2.agent.door.WrittenLists;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.io.Buffer;
import kotlinx.io.Sink;
import kotlinx.io.SourcesKt;
import org.jspecify.annotations.Nullable;

/**
 * A channel that keeps back what is written until it is whole, and hands it on as its caller is shown it; what is too long
 * goes on as it comes. What is kept counts as flushed.
 */
final class HeldChannel implements ByteWriteChannel {
    private final ByteWriteChannel channel;
    private final Buffer written = new Buffer();
    private @Nullable WrittenBody held;

    HeldChannel(ByteWriteChannel channel, WrittenLists lists) {
        this.channel = channel;
        this.held = new WrittenBody(lists);
    }

    /** No more will come; what is handed on has to be flushed then. */
    void complete() {
        take();
        if (held != null) {
            byte[] shown = held.takeShown();
            held = null;
            handOn(shown);
        }
    }

    private void take() {
        byte[] bytes = SourcesKt.readByteArray(written);
        if (held != null && !held.add(bytes, 0, bytes.length)) {
            byte[] before = held.take();
            held = null;
            handOn(before);
        }
        if (held == null) {
            handOn(bytes);
        }
    }

    /** A channel that has been closed has no buffer any more. */
    private void handOn(byte[] bytes) {
        if (bytes.length > 0) {
            channel.getWriteBuffer().write(bytes, 0, bytes.length);
        }
    }

    @Override
    public @Nullable Object flush(Continuation<? super Unit> flushed) {
        take();
        return held == null ? channel.flush(flushed) : Unit.INSTANCE;
    }

    @Override
    public @Nullable Object flushAndClose(Continuation<? super Unit> closed) {
        complete();
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
        return written;
    }

    @Override
    public void cancel(@Nullable Throwable cause) {
        channel.cancel(cause);
    }
}
