package io.mcpoauth2.bridge;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which request the current thread works for.
 *
 * <p>Code runs as the request that caused it: what is to run later takes {@link #cause} along when it is submitted or
 * registered, and is run by {@link #call}, which puts back what the thread carried before. Never inheritable: a pooled or
 * child thread would keep another caller's identity. Called by code that is woven into the JDK, so nothing here is linked
 * lazily.
 */
public final class Carrier {
    /** A thread keeps its holder, as taking it away and making another would cost every request more than looking. */
    private static final ThreadLocal<@Nullable Holder> CURRENT = new ThreadLocal<>();

    /**
     * Whether any thread has ever carried one: until then a look costs no more than this field. Racy on purpose, as a
     * thread that carries one has written it itself.
     */
    private static boolean used;

    private static final boolean STRICT = Bindings.isOn();

    private Carrier() {}

    /** False where no thread carries an identity, as before the first request; may be true later. */
    public static boolean isUsed() {
        return used;
    }

    /** What the thread carries, open or closed; null when it works for no request known to the agent. */
    public static @Nullable RequestIdentity current() {
        Holder holder = CURRENT.get();
        return holder == null ? null : holder.identity;
    }

    /**
     * Makes the thread work for {@code next} and returns what it carried before, for {@link #restore}. With null, an idle pool
     * thread holds nothing but an empty holder.
     */
    public static @Nullable RequestIdentity swap(@Nullable RequestIdentity next) {
        if (next == null && !used) {
            return null;
        }
        Holder holder = CURRENT.get();
        if (holder == null) {
            if (next == null) {
                return null;
            }
            used = true;
            holder = new Holder();
            CURRENT.set(holder);
        }
        RequestIdentity previous = holder.identity;
        holder.identity = next;
        if (holder.bindings != null) {
            holder.bindings.bound(previous, next);
        }
        return previous;
    }

    /**
     * Has the thread carry again what it carried before; the last {@link #swap} is undone first.
     *
     * @param previous what {@link #swap} or {@link #setAside} returned
     */
    public static void restore(@Nullable RequestIdentity previous) {
        Holder holder = used ? CURRENT.get() : null;
        if (holder == null) {
            return; // It has never carried any.
        }
        if (holder.bindings != null) {
            holder.bindings.restored(holder.identity, previous);
        }
        holder.identity = previous;
    }

    /**
     * The request that causes what the thread submits or registers now: that of the carrier, else of the guarded handler
     * that runs, as in a structured fork.
     *
     * @return null where neither says anything; {@link RequestIdentity#NOBODY} instead of a request that has ended
     */
    public static @Nullable RequestIdentity cause() {
        if (!used) {
            return null;
        }
        RequestIdentity carried = current();
        RequestIdentity cause = carried == null ? Guard.FRAMES.current() : carried;
        return cause == null ? null : cause.asCause();
    }

    /**
     * Makes the thread work for nobody while it runs what others have registered, or waits and may run what others have
     * submitted.
     *
     * @return what the thread carried before, for {@link #restore}
     */
    public static @Nullable RequestIdentity setAside() {
        if (!used) {
            return null;
        }
        RequestIdentity carried = current();
        return carried == null && Guard.FRAMES.current() == null ? null : swap(RequestIdentity.NOBODY);
    }

    /**
     * Runs {@code body} for the request that caused it, whatever the thread does otherwise.
     *
     * @return what the body returns
     */
    public static <R extends @Nullable Object> R call(RequestIdentity cause, Supplier<R> body) {
        if (!used && cause == RequestIdentity.NOBODY) {
            return body.get(); // There is nobody it could be hidden from.
        }
        RequestIdentity previous = swap(cause);
        try {
            RequestIdentity shown = Guard.FRAMES.current();
            return shown == null || shown == cause ? body.get() : callApart(cause, body);
        } finally {
            restore(previous);
        }
    }

    /**
     * The same for a task that may fail.
     *
     * @return what the body returns
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // It returns what the body does.
    static <R extends @Nullable Object> R callTask(RequestIdentity cause, Callable<R> body) throws Exception {
        if (!used && cause == RequestIdentity.NOBODY) {
            return body.call();
        }
        RequestIdentity previous = swap(cause);
        try {
            RequestIdentity shown = Guard.FRAMES.current();
            return shown == null || shown == cause ? body.call() : (R) Guard.FRAMES.callApart(cause, body);
        } finally {
            restore(previous);
        }
    }

    /** The thread runs a guarded handler of another request's. */
    @SuppressWarnings({"unchecked", "NullAway"}) // It returns what the body does.
    private static <R extends @Nullable Object> R callApart(RequestIdentity cause, Supplier<R> body) {
        try {
            return (R) Guard.FRAMES.callApart(cause, new Callable<@Nullable Object>() {
                @Override
                public @Nullable Object call() {
                    return body.get();
                }
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e); // A supplier throws none.
        }
    }

    /**
     * A fresh task that runs {@code task} for the request the calling thread works for; {@code task} itself when there
     * is none. Called at submission; the context belongs to the submission, never to the task object.
     */
    public static Runnable propagate(Runnable task) {
        return propagate(task, cause());
    }

    /** The same for a task whose cause is told by what submits it. */
    public static Runnable propagate(Runnable task, @Nullable RequestIdentity cause) {
        return cause == null ? task : new Tasks.CarryingTask(cause.hold(), task);
    }

    /** Of one thread alone. */
    private static final class Holder {
        private @Nullable RequestIdentity identity;
        private final @Nullable Bindings bindings = Bindings.ofThread(STRICT);
    }
}
