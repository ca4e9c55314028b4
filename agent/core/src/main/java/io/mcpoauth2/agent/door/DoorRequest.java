package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A request as a door brings it to the gate, and what is ended when its caller's token no longer stands. */
public interface DoorRequest extends HttpRequestView, Watched {
    /** What brings this request to the gate, for messages: "Tomcat door". */
    String door();

    /**
     * Reads the request's body on an event loop until its end, or until there is no more room, and has the application read
     * it as if nobody had. Called at most once, on the request's own loop or as an entry is completed, and before anything
     * of the application runs.
     *
     * @return completed normally when that is done, in the request's own loop; by an {@link java.io.IOException} if the body
     *     ends too early, cannot be decoded, or the request is gone. Any other failure is taken for one of the agent's. Who
     *     has waited for too long may complete it: there is no room for more of the body then
     */
    default CompletionStage<Void> collectMessage(MessageBuffer into) {
        return CompletableFuture.failedStage(new UnsupportedOperationException("the " + door() + " reads no messages"));
    }
}
