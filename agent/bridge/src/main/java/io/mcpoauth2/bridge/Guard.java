package io.mcpoauth2.bridge;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The second lock: what the code woven into a guarded handler calls before the handler's body.
 *
 * <p>The woven method calls {@link #enter}. Where the user is not bound yet, its body is run by calling the same method
 * again inside the binding; that inner call finds the binding and goes on into the body. An equal binding is reused, not
 * repeated: a new one inside an application's open structured scope would break its forks.
 */
public final class Guard {
    static final Frames FRAMES = Frames.forThisJvm();

    /** Stands for a null result, as null means "run the body here". */
    private static final Object NULL_RESULT = new Object();

    private Guard() {}

    /** The body of a handler without a result. */
    @FunctionalInterface
    public interface VoidBody {
        void call() throws Exception;
    }

    /**
     * Admits the current caller to the handler or throws; a handler that returns a publisher or a stage returns a failed
     * one instead.
     *
     * @param body calls the woven method again with the same arguments
     * @return null if the body is to be run in place, else the result of the body, for {@link #result}
     * @throws SecurityException as {@link HandlerSite#notAuthenticated} and {@link HandlerSite#notAuthorized} make it
     */
    public static @Nullable Object enter(HandlerSite site, Callable<?> body) throws Exception {
        RequestIdentity bound = FRAMES.current();
        RequestIdentity caller = callerWithin(bound);
        if (caller == null || !caller.isOpen()) {
            boolean runs = (site.isPreset() && Presets.pass(caller)) || Reports.insteadOfRefusalBy(site);
            return runs ? null : site.refuse(site.notAuthenticated());
        }
        Denial denial = site.judge(caller);
        if (denial != null) {
            if (!Reports.insteadOfRefusalBy(site)) {
                return site.refuse(caller.isAnonymous() ? site.notAuthenticated() : site.notAuthorized(denial));
            }
            caller.admitBy(site); // Told of once: the handler is entered again inside the binding.
        }
        if (site.isDeferred()) {
            caller.showAcrossThreads();
        }
        if (caller == bound && FRAMES.shows(site.scopedUser())) {
            return null;
        }
        Object result = FRAMES.call(caller, site.scopedUser(), Outcomes.told(site, caller, body));
        return result == null ? NULL_RESULT : result;
    }

    /**
     * Goes on with a suspend function of Kotlin's that was admitted when it was entered: it is bound to its caller again and
     * never refused, as half of its body has been run.
     *
     * @param body calls the woven method again with the same arguments
     * @return null if the body is to be run in place, else the result of the body, for {@link #result}
     */
    public static @Nullable Object resume(HandlerSite site, Callable<?> body) throws Exception {
        RequestIdentity bound = FRAMES.current();
        RequestIdentity cause = Carrier.cause();
        RequestIdentity caller = cause == null ? RequestIdentity.NOBODY : cause;
        if (caller == bound && FRAMES.shows(site.scopedUser())) {
            return null;
        }
        Object result = FRAMES.call(caller, site.scopedUser(), body);
        return result == null ? NULL_RESULT : result;
    }

    /**
     * As {@link #enter}, for a method without a result.
     *
     * @return false if the body is to be run in place, true if it has been run
     */
    public static boolean enterVoid(HandlerSite site, VoidBody body) throws Exception {
        return enter(site, () -> {
                    body.call();
                    return null;
                })
                != null;
    }

    /** The handler's own result of what {@link #enter} returned. */
    public static @Nullable Object result(Object entered) {
        return entered == NULL_RESULT ? null : entered;
    }

    /**
     * The validated user as the handler's own {@code AuthenticatedUser}, for a parameter of that type.
     *
     * @return null if there is none: what is called next, {@link #enter}, then refuses, or passes a handler that only a
     *     preset guards, one that may run for anybody, or any in report mode
     */
    public static @Nullable Object user(HandlerSite site) {
        RequestIdentity caller = callerWithin(FRAMES.current());
        return caller == null || !caller.isOpen() || caller.isAnonymous() ? null : site.userOf(caller);
    }

    /** What woven code of a class calls that could not be woven as it must: it never runs its own body. */
    @SuppressWarnings("DoNotCallSuggester") // Woven code is its only caller.
    public static void refuse(String reason) {
        throw new NotAuthenticatedException("mcp-oauth2-agent refused this call: " + reason);
    }

    /**
     * Uses the carrier's identity if the thread has one, even if it differs from the enclosing handler's; otherwise the
     * enclosing binding, which is all that threads forked by StructuredTaskScope have.
     */
    private static @Nullable RequestIdentity callerWithin(@Nullable RequestIdentity bound) {
        RequestIdentity carried = Carrier.current();
        return carried == null ? bound : carried;
    }

    /**
     * The open identity the running handler was admitted with, also where its coroutines, or the publishers and stages that
     * it has returned, have gone to other threads; null outside of handlers.
     */
    static @Nullable RequestIdentity boundCaller() {
        RequestIdentity bound = FRAMES.current();
        RequestIdentity carried = Carrier.current();
        if (carried != null && carried != bound) {
            return carried.isOpen() && carried.isShownAcrossThreads() ? carried : null;
        }
        return bound == null || !bound.isOpen() ? null : bound;
    }
}
