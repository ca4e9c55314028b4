package io.mcpoauth2.bridge;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Tells an audit how guarded handlers have ended. Off unless the agent's settings say so. */
public final class Outcomes {
    private static volatile @Nullable Listener listener;

    private Outcomes() {}

    /** Is told of handlers that have run; must neither block nor throw. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param handler its name
         * @param failure what it threw; null if it returned, be it something that goes on
         */
        void ended(String handler, RequestIdentity caller, @Nullable Throwable failure, long nanos);
    }

    /**
     * @param told null for nobody any more
     */
    public static void to(@Nullable Listener told) {
        listener = told;
    }

    /** The body, which tells of its end if anybody is to be told. */
    static Callable<?> told(HandlerSite site, RequestIdentity caller, Callable<?> body) {
        Listener told = listener;
        if (told == null) {
            return body;
        }
        return () -> {
            long start = System.nanoTime();
            Throwable failure = null;
            try {
                return body.call();
            } catch (Throwable thrown) {
                failure = thrown;
                throw thrown;
            } finally {
                told.ended(site.toString(), caller, failure, System.nanoTime() - start);
            }
        };
    }
}
