package io.mcpoauth2.bridge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is woven into the JDK's executors calls: a task runs as the request that submitted it, whichever thread of a pool
 * runs it. The context belongs to the submission, never to the task object.
 *
 * <p>Each method takes what is submitted and returns what is kept instead: the same where the submitting thread works for no
 * request. Used within the JDK, so nothing here is linked lazily, and a null is left to the JDK to refuse.
 */
public final class Tasks {
    private Tasks() {}

    /** What the JDK submits itself (virtual threads, stages of futures) knows whose it is, or is nobody's. */
    public static @Nullable Runnable carry(@Nullable Runnable task) {
        if (!Carrier.isUsed()
                || task == null
                || task instanceof ForkJoinTask
                || task.getClass().getClassLoader() == null) {
            return task;
        }
        return Carrier.propagate(task);
    }

    public static <R extends @Nullable Object> @Nullable Callable<R> carry(@Nullable Callable<R> task) {
        RequestIdentity cause = Carrier.cause();
        return cause == null || task == null || task instanceof CarryingCallable
                ? task
                : new CarryingCallable<>(cause.hold(), task);
    }

    public static <R extends @Nullable Object> @Nullable Collection<? extends @Nullable Callable<R>> carry(
            @Nullable Collection<? extends @Nullable Callable<R>> tasks) {
        if (Carrier.cause() == null || tasks == null) {
            return tasks;
        }
        List<@Nullable Callable<R>> carried = new ArrayList<>(tasks.size());
        for (Callable<R> task : tasks) {
            carried.add(carry(task));
        }
        return carried;
    }

    /**
     * The same for what a pool takes as it is. A task that its queue may compare with others, or cast, stays as it is, and is
     * nobody's; so does a future, which carries its callable's.
     */
    public static @Nullable Runnable carryInto(@Nullable Runnable task, ThreadPoolExecutor pool) {
        if (!Carrier.isUsed()
                || task instanceof RunnableFuture
                || task instanceof Comparable
                || !keepsOrder(pool.getQueue())) {
            return task;
        }
        return carry(task);
    }

    private static boolean keepsOrder(BlockingQueue<Runnable> queue) {
        return queue instanceof LinkedBlockingQueue
                || queue instanceof SynchronousQueue
                || queue instanceof ArrayBlockingQueue
                || queue instanceof LinkedBlockingDeque
                || queue instanceof LinkedTransferQueue;
    }

    /** What the application submitted: for handlers of rejections and hooks of pools, which may know its class. */
    public static @Nullable Runnable own(@Nullable Runnable task) {
        return task instanceof CarryingTask carrying ? carrying.task() : task;
    }

    /** The same for the tasks that a pool gives back. */
    public static @Nullable List<Runnable> own(@Nullable List<Runnable> tasks) {
        if (tasks != null) {
            for (int i = 0; i < tasks.size(); i++) {
                if (tasks.get(i) instanceof CarryingTask carrying) {
                    tasks.set(i, carrying.task());
                }
            }
        }
        return tasks;
    }

    /** What a pool is to look for in its queue, where it is to remove a task. */
    public static @Nullable Runnable sought(@Nullable Runnable task) {
        return !Carrier.isUsed() || task == null || task instanceof RunnableFuture ? task : new Sought(task);
    }

    /** Runs a task that is to run now, as in a pool of threads. */
    record CarryingTask(RequestIdentity.Hold cause, Runnable task) implements Runnable, Supplier<@Nullable Object> {
        @Override
        public void run() {
            Carrier.call(cause.identity(), this);
        }

        @Override
        public @Nullable Object get() {
            task.run();
            return null;
        }
    }

    private record CarryingCallable<R extends @Nullable Object>(RequestIdentity.Hold cause, Callable<R> task)
            implements Callable<R> {
        @Override
        public R call() throws Exception {
            return Carrier.callTask(cause.identity(), task);
        }
    }

    /** Equals its task, however that was submitted. Queues ask what is sought, not what they hold. */
    private static final class Sought implements Runnable {
        private final Runnable task;

        Sought(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            task.run();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return task.equals(other instanceof CarryingTask carrying ? carrying.task() : other);
        }

        @Override
        public int hashCode() {
            return task.hashCode();
        }
    }
}
