package io.mcpoauth2.bridge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Strict mode: what one thread has bound and not yet taken off, each with the place that bound it. A request that is taken
 * off in another order than it was bound is a {@link Fault}, which is kept and written to standard error.
 *
 * <p>For tests alone, by the system property {@value #PROPERTY}: a thread at rest has bound nothing, so what is left in the
 * heap once all requests have ended are leaks. Costs a stack trace for every binding.
 */
final class Bindings {
    /** On if it is {@code true} when the first thread is to carry a request. */
    static final String PROPERTY = "io.mcpoauth2.strict";

    /** Of the faults the first tell their cause; the rest follow from it. */
    private static final int MOST_FAULTS = 20;

    private static final ConcurrentLinkedQueue<Fault> FAULTS = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Deque<Binding> open = new ArrayDeque<>();

    /** Null unless strict mode is on. */
    static @Nullable Bindings ofThread(boolean strict) {
        return strict ? new Bindings() : null;
    }

    static boolean isOn() {
        return Boolean.getBoolean(PROPERTY);
    }

    /**
     * @param previous what the thread carried until now
     */
    @SuppressWarnings("ReferenceEquality") // Identities are compared as such on purpose.
    void bound(@Nullable RequestIdentity previous, @Nullable RequestIdentity next) {
        boolean ofNobody = next == null || next == RequestIdentity.NOBODY;
        open.push(ofNobody ? new NobodysBinding(previous) : new Binding(previous));
    }

    /**
     * @param carried what the thread carries until now
     * @param restored what it is to carry; where it does so already, there need be no binding
     */
    @SuppressWarnings("ReferenceEquality") // Identities are compared as such on purpose.
    void restored(@Nullable RequestIdentity carried, @Nullable RequestIdentity restored) {
        Binding last = open.peek();
        if (last != null && last.previous == restored) {
            open.pop();
        } else if (carried != restored) {
            fail(new Fault(restored, last));
        }
    }

    private static void fail(Fault fault) {
        if (COUNT.incrementAndGet() <= MOST_FAULTS) {
            FAULTS.add(fault);
            fault.printStackTrace();
        }
    }

    /** The faults up to now, oldest first. */
    static Fault[] faults() {
        return FAULTS.toArray(new Fault[0]);
    }

    int open() {
        return open.size();
    }

    /** A place that has bound a request to its thread. */
    private static class Binding extends Throwable {
        private static final long serialVersionUID = 1;

        private final transient @Nullable RequestIdentity previous;

        Binding(@Nullable RequestIdentity previous) {
            super("bound here on " + Thread.currentThread().getName());
            this.previous = previous;
        }
    }

    /** Hides the request that the thread worked for; a loop that is nobody's may never take it off. */
    private static final class NobodysBinding extends Binding {
        private static final long serialVersionUID = 1;

        NobodysBinding(@Nullable RequestIdentity previous) {
            super(previous);
        }
    }

    /** A request that was not taken off its thread in the order in which it was bound. */
    static final class Fault extends IllegalStateException {
        private static final long serialVersionUID = 1;

        private Fault(@Nullable RequestIdentity restored, @Nullable Binding last) {
            super(
                    restored + " is restored out of order on "
                            + Thread.currentThread().getName(),
                    last);
        }
    }
}
