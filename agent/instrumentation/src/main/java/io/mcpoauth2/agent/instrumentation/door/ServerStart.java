package io.mcpoauth2.agent.instrumentation.door;

import org.jspecify.annotations.Nullable;

/** The moment before a server begins to serve: what advice on the start of servers calls. */
public final class ServerStart {
    private static volatile @Nullable Runnable observer;

    private ServerStart() {}

    /**
     * @param task run on the thread that starts the server, before it serves
     */
    public static void observe(Runnable task) {
        observer = task;
    }

    /** A server is about to serve. */
    public static void announce() {
        Runnable task = observer;
        if (task != null) {
            task.run();
        }
    }
}
