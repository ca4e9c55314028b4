package io.mcpoauth2.bridge;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What is woven into the JDK's server sockets, and Netty's, calls: forwards to the agent.
 *
 * <p>Without an agent nothing is observed, and whatever listens then listens: these classes belong to the JDK.
 */
public final class Listeners {
    private static volatile @Nullable ListenerObserver observer;

    private Listeners() {}

    /**
     * @param installed of the one agent; null takes it away again
     */
    public static void observe(@Nullable ListenerObserver installed) {
        observer = installed;
    }

    /** See {@link ListenerObserver#opening}. */
    public static void opening(Object listener, @Nullable Object address) throws IOException {
        ListenerObserver installed = observer;
        if (installed != null) {
            installed.opening(listener, address);
        }
    }

    /** See {@link ListenerObserver#opened}. */
    public static void opened(Object listener, @Nullable Object address) {
        ListenerObserver installed = observer;
        if (installed != null) {
            installed.opened(listener, address);
        }
    }

    /** See {@link ListenerObserver#inherited}; null is nothing that was inherited. */
    public static void inherited(@Nullable Object listener) throws IOException {
        ListenerObserver installed = observer;
        if (installed != null && listener != null) {
            installed.inherited(listener);
        }
    }
}
