package io.mcpoauth2.agent.threads;

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
     * @param most threads at a time
     * @param waiting tasks at most that wait for one
     */
    public BoundedThreads(String name, int most, int waiting) {
        threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(waiting),
                task -> DaemonThreads.thread(name, task));
        threads.allowCoreThreadTimeOut(true);
    }

    /** Whether a new task would have to wait for others. */
    public boolean hasWaitingTasks() {
        return !threads.getQueue().isEmpty();
    }

    /**
     * @throws RejectedExecutionException if too many tasks wait
     */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }
}
