package io.mcpoauth2.agent.instrumentation.doors.undertow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.ConduitWritableByteChannel;
import org.xnio.conduits.StreamSinkConduit;

/**
 * A response's body on its way out, above all framing, whose bytes are shown before they are written.
 *
 * <p>What a write leaves over comes again with the next one, and is not shown again.
 */
final class ShownConduit extends AbstractStreamSinkConduit<StreamSinkConduit> {
    private final Consumer<ByteBuffer> viewer;
    /** How many bytes have been shown, and not been taken yet. Of whoever writes: one thread after the other. */
    private long ahead;

    ShownConduit(StreamSinkConduit next, Consumer<ByteBuffer> viewer) {
        super(next);
        this.viewer = viewer;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        show(bytes);
        return (int) taken(super.write(bytes));
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
        show(bytes, offset, length);
        return taken(super.write(bytes, offset, length));
    }

    @Override
    public int writeFinal(ByteBuffer bytes) throws IOException {
        show(bytes);
        return (int) taken(super.writeFinal(bytes));
    }

    @Override
    public long writeFinal(ByteBuffer[] bytes, int offset, int length) throws IOException {
        show(bytes, offset, length);
        return taken(super.writeFinal(bytes, offset, length));
    }

    /** By way of {@link #write}. */
    @Override
    public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through) throws IOException {
        return IoUtils.transfer(source, count, through, new ConduitWritableByteChannel(this));
    }

    @Override
    public long transferFrom(FileChannel source, long position, long count) throws IOException {
        return source.transferTo(position, count, new ConduitWritableByteChannel(this));
    }

    private void show(ByteBuffer bytes) {
        show(new ByteBuffer[] {bytes}, 0, 1);
    }

    private void show(ByteBuffer[] bytes, int offset, int length) {
        long shown = ahead;
        long offered = 0;
        for (int i = offset; i < offset + length; i++) {
            int remaining = bytes[i].remaining();
            long known = Math.min(remaining, Math.max(0, shown - offered));
            ByteBuffer fresh = bytes[i].duplicate();
            fresh.position(fresh.position() + (int) known);
            viewer.accept(fresh);
            offered += remaining;
        }
        ahead = Math.max(shown, offered);
    }

    private long taken(long count) {
        ahead -= Math.max(0, count);
        return count;
    }
}
