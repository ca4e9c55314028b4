package io.mcpoauth2.agent.instrumentation.doors.jetty;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What an admitted request is answered by, below all that the server and the application do: sends nothing once the
 * caller's token has expired, and tells when the request has ended. An HTTP/1 connection ends with a stream that failed,
 * one of HTTP/2 goes on with its other streams.
 */
final class AdmittedStream extends HttpStream.Wrapper {
    private final Request request;
    private final Admission admission;

    AdmittedStream(HttpStream stream, Request request, Admission admission) {
        super(stream);
        this.request = request;
        this.admission = admission;
    }

    /** What Jetty and applications take for the client's going away, and log nothing of. */
    static EofException ended() {
        return new EofException("ended by mcp-oauth2-agent");
    }

    @Override
    public void send(
            MetaData.Request request,
            MetaData.Response response,
            boolean last,
            @Nullable ByteBuffer content,
            Callback callback) {
        if (admission.hasExpired()) {
            callback.failed(ended());
        } else {
            MetaData.@Nullable Response head = shown(response);
            if (content != null && admission.isBodyObserved()) {
                admission.sending(content);
            }
            super.send(request, head, last, content, new OfCaller(callback, admission.identity()));
        }
    }

    /** The response's head, which is null once it has been sent, as it may go on. */
    private MetaData.@Nullable Response shown(MetaData.@Nullable Response response) {
        if (response == null || HttpStatus.isInterim(response.getStatus()) || !admission.isObserved()) {
            return response;
        }
        JettyResponseHead head = new JettyResponseHead(response);
        admission.responding(head);
        return head.response();
    }

    /** Jetty upgrades the connection after this, if a handler has said to what. */
    @Override
    public void succeeded() {
        if (request.getAttribute(UPGRADE_CONNECTION_ATTRIBUTE) instanceof Connection upgraded) {
            admission.upgrade(new JettyConnection(upgraded.getEndPoint()));
        }
        admission.end();
        super.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
        admission.end();
        super.failed(failure);
    }

    /** Tells whoever writes that it is done, as the request's caller: another stream's thread may have written it. */
    private static final class OfCaller extends Callback.Nested {
        private final RequestIdentity caller;

        OfCaller(Callback callback, RequestIdentity caller) {
            super(callback);
            this.caller = caller;
        }

        @Override
        public void succeeded() {
            @Nullable RequestIdentity previous = Carrier.swap(caller);
            try {
                super.succeeded();
            } finally {
                Carrier.restore(previous);
            }
        }

        @Override
        public void failed(Throwable failure) {
            @Nullable RequestIdentity previous = Carrier.swap(caller);
            try {
                super.failed(failure);
            } finally {
                Carrier.restore(previous);
            }
        }
    }
}
