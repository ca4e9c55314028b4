package io.mcpoauth2.agent.instrumentation.context.vertx;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Has a thread work for the request of the context that it runs, from {@code beginDispatch} to {@code endDispatch}: they are
 * nested where code of one context runs code of another.
 */
final class Dispatches {
    private static final ThreadLocal<@Nullable Dispatches> OF_THREAD = new ThreadLocal<>();

    private @Nullable Dispatch innermost;

    private Dispatches() {}

    /**
     * @param context null for none
     */
    static void begin(@Nullable Object context) {
        if (!Carrier.isUsed()) {
            return;
        }
        Dispatches dispatches = OF_THREAD.get();
        if (dispatches == null) {
            dispatches = new Dispatches();
            OF_THREAD.set(dispatches);
        }
        RequestIdentity caller = ContextCaller.of(context);
        @Nullable RequestIdentity before = caller == null ? Carrier.setAside() : Carrier.swap(caller);
        dispatches.innermost = new Dispatch(before, dispatches.innermost);
    }

    /** What began before any request has been judged was nobody's. */
    static void end() {
        Dispatches dispatches = OF_THREAD.get();
        Dispatch ended = dispatches == null ? null : dispatches.innermost;
        if (dispatches != null && ended != null) {
            dispatches.innermost = ended.around;
        }
        Carrier.restore(ended == null ? null : ended.before);
    }

    /**
     * @param before what the thread worked for
     * @param around the dispatch within which this one has begun
     */
    private record Dispatch(
            @Nullable RequestIdentity before, @Nullable Dispatch around) {}
}
