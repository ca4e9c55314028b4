package io.mcpoauth2.bridge;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is woven into {@link java.util.Timer} calls: a task runs as the request that scheduled it.
 *
 * <p>A timer takes objects of a class that cannot be wrapped, and each of them once only, so that whose it is stands beside it.
 */
public final class Timers {
    private static final Map<Object, RequestIdentity.Hold> CAUSES = new ConcurrentHashMap<>();
    private static final ReferenceQueue<TimerTask> GONE = new ReferenceQueue<>();

    private Timers() {}

    /** The calling thread is about to schedule a task, unless that has been scheduled before. */
    public static void scheduled(@Nullable TimerTask task) {
        for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
            CAUSES.remove(gone);
        }
        RequestIdentity cause = Carrier.cause();
        if (cause != null && task != null) {
            CAUSES.putIfAbsent(new Key(task, GONE), cause.hold());
        }
    }

    /** Runs a task whose time has come. */
    public static void run(TimerTask task) {
        RequestIdentity.Hold cause = CAUSES.isEmpty() ? null : CAUSES.get(new Key(task, null));
        if (cause == null) {
            task.run();
        } else {
            Carrier.call(cause.identity(), new Supplier<@Nullable Object>() {
                @Override
                public @Nullable Object get() {
                    task.run();
                    return null;
                }
            });
        }
    }

    /** A task by its identity, without keeping it alive. */
    @SuppressWarnings("ReferenceEquality") // What equals an application's tasks have says nothing here.
    private static final class Key extends WeakReference<TimerTask> {
        private final int hash;

        Key(TimerTask task, @Nullable ReferenceQueue<TimerTask> queue) {
            super(task, queue);
            this.hash = System.identityHashCode(task);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            TimerTask task = get();
            return task != null && other instanceof Key key && key.get() == task;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
