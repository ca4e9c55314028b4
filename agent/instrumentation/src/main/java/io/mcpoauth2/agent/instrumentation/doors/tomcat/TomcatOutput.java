package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.door.Admission;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.catalina.connector.CoyoteAdapter;
import org.apache.catalina.connector.Request;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;

/** A response's way out: who looks at it is shown it first, and nothing leaves once the caller's token has expired. */
final class TomcatOutput {
    private TomcatOutput() {}

    /**
     * Before anything goes to the client.
     *
     * @param content of the body; null if there is none
     * @throws ClientAbortException if the caller's token has expired; the response does not look complete then
     */
    static void beforeSending(Response response, @Nullable ByteBuffer content) throws ClientAbortException {
        if (!(response.getRequest().getNote(CoyoteAdapter.ADAPTER_NOTES) instanceof Request request)) {
            return;
        }
        Admission admission = TomcatExchange.admissionOf(request);
        if (admission == null) {
            return;
        }
        if (admission.hasExpired()) {
            disconnect(admission, response);
            throw ended();
        }
        if (admission.isObserved() && !response.isCommitted()) {
            admission.responding(new TomcatResponseHead(response));
        }
        if (content != null && admission.isBodyObserved()) {
            admission.sending(content);
        }
    }

    static void disconnect(Admission admission, Response response) {
        synchronized (admission) { // With TomcatRecycleAdvice: from then on these objects are another request's.
            if (!admission.hasEnded()) {
                response.action(ActionCode.CLOSE_NOW, ended());
            }
        }
    }

    /** What Tomcat and applications take for the client's going away: no error page is run, and nothing logged. */
    private static ClientAbortException ended() {
        return new ClientAbortException(new IOException("ended by mcp-oauth2-agent"));
    }
}
