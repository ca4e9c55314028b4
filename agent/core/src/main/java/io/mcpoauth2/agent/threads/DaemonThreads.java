package io.mcpoauth2.agent.threads;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.Executor;

/**
 * Runs each task on a daemon thread of its own; the tasks are few and none waits for another.
 *
 * <p>The thread must inherit nothing from the request that happens to start it: no inheritable thread-locals, and no
 * context class loader, which would keep an undeployed application in memory.
 */
public final class DaemonThreads implements Executor {
    private final String name;

    public DaemonThreads(String name) {
        this.name = name;
    }

    @Override
    public void execute(Runnable task) {
        thread(name, task).start();
    }

    /** A thread that is not started yet. */
    public static Thread thread(String name, Runnable task) {
        Thread thread = withoutStack(() -> new Thread(null, task, name, 0, false));
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Up to JDK 23 a thread keeps the protection domains of all code on the stack that made it, with their class loaders: an
     * undeployed application would stay in memory as long as the thread lives.
     */
    @SuppressWarnings("removal") // Does the same, and nothing more, where there is no security manager any more.
    private static Thread withoutStack(PrivilegedAction<Thread> making) {
        return AccessController.doPrivileged(making);
    }
}
