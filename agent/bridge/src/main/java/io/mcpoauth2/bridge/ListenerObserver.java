package io.mcpoauth2.bridge;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the installed agent makes of sockets that begin to listen. Implemented outside of the bootstrap loader. */
public interface ListenerObserver {
    /**
     * A socket is about to be bound.
     *
     * @param listener the server socket or channel; of Netty the promise of its channel
     * @param address as asked for; null lets the system choose
     * @throws IOException if it must not listen
     */
    void opening(Object listener, @Nullable Object address) throws IOException;

    /**
     * A socket listens, or could not be bound where its owner says so in another way than by an exception.
     *
     * @param listener the server socket or channel; of Netty the promise of its channel
     * @param address as asked for; null lets the system choose
     */
    void opened(Object listener, @Nullable Object address);

    /**
     * A socket listens since before this JVM began.
     *
     * @throws IOException if it must not be used
     */
    void inherited(Object listener) throws IOException;
}
