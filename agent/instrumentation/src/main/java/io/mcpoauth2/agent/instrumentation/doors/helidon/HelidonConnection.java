package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.mcpoauth2.agent.instrumentation.door.Served;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;

/** A connection by its channel, as to close Helidon's socket may wait for a client that does not read. */
final class HelidonConnection extends Served {
    private final SocketChannel channel;

    HelidonConnection(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public boolean isComplete() {
        return !channel.isOpen();
    }

    /** As if the client had gone: the thread that serves the connection finds its end, and closes it. */
    @Override
    public void cut() {
        try {
            channel.shutdownInput();
            channel.shutdownOutput();
        } catch (ClosedChannelException e) {
            return; // It has ended meanwhile.
        } catch (IOException e) {
            throw new IllegalStateException("a connection could not be ended", e);
        }
    }
}
