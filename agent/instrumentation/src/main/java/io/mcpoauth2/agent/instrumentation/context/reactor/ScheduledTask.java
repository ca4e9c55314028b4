package io.mcpoauth2.agent.instrumentation.context.reactor;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;

/** Whose a task is that goes to a scheduler. */
final class ScheduledTask {
    private ScheduledTask() {}

    /**
     * The request of the subscription that the task is part of, else that of the submitting thread.
     *
     * @param task a subscriber ({@code publishOn}, {@code subscribeOn}), a subscription that knows one (delays, intervals),
     *     or any other, as operators with timers and applications submit
     */
    static @Nullable RequestIdentity causeOf(Runnable task) {
        if (!Carrier.isUsed()) {
            return null;
        }
        if (task instanceof CoreSubscriber<?> subscriber) {
            return CausedSubscriber.causeOf(subscriber);
        }
        if (task instanceof Scannable part
                && part.scanUnsafe(Scannable.Attr.ACTUAL) instanceof CoreSubscriber<?> next) {
            return CausedSubscriber.causeOf(next);
        }
        return Carrier.cause();
    }
}
