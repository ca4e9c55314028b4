package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.exchange.ResponseObserver;
import org.jspecify.annotations.Nullable;

/** Makes one of several who look at a response. */
final class Observers {
    private Observers() {}

    /** Null if nobody does. */
    static @Nullable ResponseObserver both(@Nullable ResponseObserver first, @Nullable ResponseObserver second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return head -> {
            first.responding(head);
            second.responding(head);
        };
    }
}
