package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.Exchange;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Answers as the gate does where the application's handler throws the refusal of a guarded method.
 *
 * @param handling what Helidon would turn into an error
 */
record AnsweredHandling(Callable<?> handling, Exchange exchange) implements Callable<Object> {
    @Override
    public @Nullable Object call() throws Exception {
        try {
            return handling.call();
        } catch (Exception | Error thrown) {
            if (Doors.installed().answerRefusal(thrown, exchange) == null) {
                return null;
            }
            throw thrown;
        }
    }
}
