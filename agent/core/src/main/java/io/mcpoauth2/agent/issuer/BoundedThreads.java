package io.mcpoauth2.agent.issuer;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs tasks on a few daemon threads, which end when they are idle; refuses tasks when too many wait. */
public final class BoundedThreads implements Executor {
    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;

    /**
     * @param most threads at a time, and as many tasks that wait for one
     */
    public BoundedThreads(String name, int most) {
        threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(most),
                task -> DaemonThreads.thread(name, task));
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * @throws RejectedExecutionException if too many tasks wait
     */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }
}
