package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.Exchange;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.Container;
import org.apache.catalina.connector.CoyoteAdapter;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's request and response.
 *
 * <p>Tomcat sends requests that it could not parse through its valves, too: method, path and header values are null then.
 */
final class TomcatExchange implements Exchange {
    /** Name of the note that holds the path by which a request passed without a caller. */
    private static final String OPEN_PATH = ATTRIBUTE + ".path";

    private final Request request;
    private final Response response;
    private @Nullable String path;

    TomcatExchange(Request request, Response response) {
        this.request = request;
        this.response = response;
    }

    @Override
    public String door() {
        return "Tomcat door";
    }

    @Override
    public String method() {
        return orEmpty(request.getMethod());
    }

    @Override
    public String rawPath() {
        String known = path;
        if (known == null) {
            known = TomcatText.of(request.getCoyoteRequest().requestURI());
            path = known;
        }
        return known;
    }

    @Override
    public Optional<String> rawQuery() {
        return Optional.ofNullable(request.getQueryString());
    }

    @Override
    public List<String> headers(String name) {
        return TomcatText.values(request.getCoyoteRequest().getMimeHeaders(), name);
    }

    /**
     * Of the connector's own TLS, and of nothing else that may have set the request's attribute: a valve reads it from a
     * header, an AJP connector takes it from its peer.
     */
    @Override
    public Optional<X509Certificate> clientCertificate() {
        org.apache.coyote.Request connection = request.getCoyoteRequest();
        connection.action(ActionCode.REQ_SSL_ATTRIBUTE, connection);
        if (!(connection.getAttribute(SSLSupport.SESSION_MGR) instanceof SSLSupport tls)) {
            return Optional.empty();
        }
        try {
            X509Certificate[] chain = tls.getPeerCertificateChain();
            return chain == null || chain.length == 0 ? Optional.empty() : Optional.of(chain[0]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The remote address may be what a valve has read from a header; the peer's is not. */
    @Override
    public Optional<InetAddress> peer() {
        String address = request.getPeerAddr();
        if (address == null || address.isEmpty()) {
            return Optional.empty(); // Not a network connection, or a closed one: for Java that would be loopback.
        }
        try {
            return Optional.of(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Of the connector: the request's own may be what a valve has read from a header, or the peer of an AJP connector. */
    @Override
    public int localPort() {
        return request.getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol
                ? Math.max(0, protocol.getLocalPort())
                : 0;
    }

    @Override
    public void readMessage(MessageBuffer into) throws IOException {
        TomcatMessage.read(request.getCoyoteRequest(), into);
    }

    /** By a note, which is Tomcat's own and no application can take away. */
    @Override
    public @Nullable Admission remembered() {
        return admissionOf(request);
    }

    static @Nullable Admission admissionOf(Request request) {
        return request.getNote(ATTRIBUTE) instanceof Admission admission ? admission : null;
    }

    /** The attribute is for the servlet layer. */
    @Override
    public void remember(Admission admission) {
        request.setNote(ATTRIBUTE, admission);
        request.setAttribute(ATTRIBUTE, admission);
        if (admission.isNobodys()) {
            request.setNote(OPEN_PATH, rawPath());
        }
    }

    /** Valves may rewrite a path until the host's last one. */
    @Override
    public boolean isRerouted() {
        return request.getNote(OPEN_PATH) instanceof String judged && !judged.equals(rawPath());
    }

    @Override
    public int refusedByServer() {
        return response.isErrorReportRequired() ? response.getStatus() : 0;
    }

    @Override
    public boolean isCommitted() {
        return response.isCommitted();
    }

    @Override
    public void write(HttpReply reply) throws IOException {
        response.setSuspended(false); // A response that Tomcat has made an error page swallows what is written.
        response.setStatus(reply.status());
        for (HttpReply.Header header : reply.headers()) {
            if (header.name().equalsIgnoreCase("Content-Type")) {
                response.setContentType(header.value());
            } else {
                response.addHeader(header.name(), header.value());
            }
        }
        if (reply.hasBody()) {
            response.setContentLength(reply.body().length);
            if (!method().equals("HEAD")) { // Else releases of Tomcat 9 send it all the same, by HTTP/2.
                response.getOutputStream().write(reply.body());
            }
        }
        response.finishResponse();
    }

    @Override
    public void abort() {
        response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, new IOException("refused by mcp-oauth2-agent"));
    }

    /** Nothing to do: {@link TomcatRecycleAdvice} sees the end of synchronous and asynchronous requests. */
    @Override
    public void leave(Admission admission) {}

    /** Before Tomcat gives a response of which the application has written a part the look of a complete one. */
    void endIfExpired() {
        Admission admission = remembered();
        if (admission != null && admission.hasExpired() && !request.isAsync()) {
            TomcatOutput.disconnect(admission, response.getCoyoteResponse());
        }
    }

    /** The exchange of a request of the connector; null if no adapter has taken it. */
    static @Nullable TomcatExchange of(org.apache.coyote.Request request) {
        return request.getNote(CoyoteAdapter.ADAPTER_NOTES) instanceof Request served
                ? new TomcatExchange(served, served.getResponse())
                : null;
    }

    /** The adapter returns: a synchronous request has been recycled, and with it its admission. */
    static void leaveService(org.apache.coyote.Request request) {
        if (request.getNote(CoyoteAdapter.ADAPTER_NOTES) instanceof Request served) {
            Admission admission = admissionOf(served);
            if (admission != null) {
                Doors.installed().leave(admission, new TomcatExchange(served, served.getResponse()));
            }
        }
    }

    /** The connection leaves HTTP during this request, which ends soon; it goes on with the request's admission. */
    static void upgrade(org.apache.coyote.Request request, SocketWrapperBase<?> socket) {
        if (request.getNote(CoyoteAdapter.ADAPTER_NOTES) instanceof Request served) {
            Admission admission = admissionOf(served);
            if (admission != null) {
                admission.upgrade(new TomcatConnection(socket));
            }
        }
    }

    /** As the adapter does it: on the lowest level that there is. */
    void logAccess() {
        Container level = request.getContext() != null ? request.getContext() : request.getHost();
        if (level == null) {
            level = request.getConnector().getService().getContainer();
        }
        level.logAccess(request, response, RequestTime.sinceStart(request.getCoyoteRequest()), false);
    }

    /**
     * {@link TomcatOutput} refuses what is still to be written, which ends the request of whoever writes. One that
     * waits is ended as if the client had gone away, which Tomcat and applications know how to clean up after; but not
     * while its own thread is inside, for which Tomcat would have another one wait.
     */
    @Override
    public void expire(Admission admission) {
        if (!admission.isInside()) {
            TomcatOutput.disconnect(admission, response.getCoyoteResponse());
        }
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
