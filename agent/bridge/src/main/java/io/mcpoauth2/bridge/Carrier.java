package io.mcpoauth2.bridge;

import org.jspecify.annotations.Nullable;

/**
 * Which request the current thread works for.
 *
 * <p>Never inheritable: a pooled or child thread would keep another caller's identity. A hop carries the identity by
 * {@link #propagate(Runnable)}, which binds it for one task and restores what was there before.
 */
public final class Carrier {
    private static final ThreadLocal<@Nullable RequestIdentity> CURRENT = new ThreadLocal<>();

    private Carrier() {}

    /** What the thread carries, open or closed; null when it works for no request known to the agent. */
    public static @Nullable RequestIdentity current() {
        return CURRENT.get();
    }

    /**
     * Makes the thread work for {@code next} and returns what it carried before, to be restored by another call. Null
     * removes the entry, so that an idle pool thread holds nothing.
     */
    public static @Nullable RequestIdentity swap(@Nullable RequestIdentity next) {
        RequestIdentity previous = CURRENT.get();
        if (next == previous) {
            return previous;
        }
        if (next == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(next);
        }
        return previous;
    }

    /**
     * A fresh task that runs {@code task} for the request the calling thread works for; {@code task} itself when there
     * is none. Called at submission; the context belongs to the submission, never to the task object.
     */
    public static Runnable propagate(Runnable task) {
        RequestIdentity identity = CURRENT.get();
        return identity == null ? task : new CarryingTask(identity, task);
    }

    private record CarryingTask(RequestIdentity identity, Runnable task) implements Runnable {
        @Override
        public void run() {
            RequestIdentity previous = swap(identity);
            try {
                task.run();
            } finally {
                swap(previous);
            }
        }
    }
}
