package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One request and its response, as a server's door shows them. */
public interface Exchange extends DoorRequest {
    /** Name of the request attribute that anchors the admission, where a server has request attributes. */
    String ATTRIBUTE = "io.mcpoauth2.identity";

    /** What {@link #remember} was given earlier in this request; null if the request has not been judged yet. */
    @Nullable
    Admission remembered();

    /**
     * What another thread's pass has found of this request, where each thread that brings it has an identity of its own:
     * the request is not judged again, as its proof of possession is used up. Null where there is none, or it has ended.
     */
    default @Nullable Admission judgedByAnotherThread() {
        return null;
    }

    /**
     * Anchors the outcome to the request, across dispatches and threads, and has it {@linkplain Admission#end ended} when
     * the request has ended where the server tells when that is.
     */
    void remember(Admission admission);

    /**
     * Whether the server's own code has given a request that passed without a caller another path since, by which it must be
     * judged again.
     */
    default boolean isRerouted() {
        return false;
    }

    /**
     * Reads the request's body until its end, or until there is no more room, and has the application read it as if nobody
     * had. Called at most once, and before anything of the application runs.
     *
     * @throws IOException if the body ends too early
     */
    default void readMessage(MessageBuffer into) throws IOException {
        throw new UnsupportedOperationException("the " + door() + " reads no messages");
    }

    /** The error status that the server set before the request reached the door, 400 for a malformed one say; 0 if none. */
    default int refusedByServer() {
        return 0;
    }

    /** Whether status and headers have gone to the client. */
    boolean isCommitted();

    /** Answers instead of the application. Called only while not committed. */
    void write(HttpReply reply) throws IOException;

    /** Ends the connection, where an answer is no longer possible. */
    void abort();

    /** The pass that opened the admission leaves: ends it unless the server tells when the request has ended. */
    void leave(Admission admission);
}
