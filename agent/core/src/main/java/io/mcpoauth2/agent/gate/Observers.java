package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.exchange.ResponseHead;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Makes one of several who look at a response. */
final class Observers {
    private Observers() {}

    /** Null if nobody does. */
    static @Nullable ResponseObserver both(@Nullable ResponseObserver first, @Nullable ResponseObserver second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return new Both(first, second);
    }

    private record Both(ResponseObserver first, ResponseObserver second) implements ResponseObserver {
        @Override
        public void responding(ResponseHead head) {
            first.responding(head);
            second.responding(head);
        }

        @Override
        public boolean readsBody() {
            return first.readsBody() || second.readsBody();
        }

        @Override
        public void ended() {
            first.ended();
            second.ended();
        }

        @Override
        public void sending(ByteBuffer bytes) {
            if (first.readsBody()) {
                first.sending(bytes.duplicate());
            }
            if (second.readsBody()) {
                second.sending(bytes.duplicate());
            }
        }
    }
}
