package io.mcpoauth2.agent.instrumentation.door;

import io.mcpoauth2.agent.http.HttpReply;
import io.mcpoauth2.agent.http.HttpRequestView;
import io.mcpoauth2.bridge.RequestIdentity;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One request and its response, as a server's door shows them. */
public interface Exchange extends HttpRequestView {
    /** Name of the request attribute that anchors the identity, where a server has request attributes. */
    String ATTRIBUTE = "io.mcpoauth2.identity";

    /** What {@link #remember} was given earlier in this request; null if the request has not been judged yet. */
    @Nullable
    RequestIdentity remembered();

    /**
     * Anchors the outcome to the request, across dispatches and threads, and has the identity closed when the request has
     * ended where the server tells when that is.
     */
    void remember(RequestIdentity identity);

    /** The status by which the server itself has refused the request, as malformed say, before the door; 0 if it has not. */
    default int refusedByServer() {
        return 0;
    }

    /** Whether status and headers have gone to the client. */
    boolean isCommitted();

    /** Answers instead of the application. Called only while not committed. */
    void write(HttpReply reply) throws IOException;

    /** Ends the connection, where an answer is no longer possible. */
    void abort();

    /** The pass that opened the identity leaves: closes it unless the server tells when the request has ended. */
    void leave(RequestIdentity identity);
}
