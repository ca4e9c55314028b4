package io.mcpoauth2.agent.instrumentation.tomcat;

import io.mcpoauth2.agent.http.HttpReply;
import io.mcpoauth2.agent.instrumentation.door.Exchange;
import io.mcpoauth2.bridge.RequestIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's request and response.
 *
 * <p>Tomcat sends requests that it could not parse through its valves, too: method, path and header values are null then.
 */
final class TomcatExchange implements Exchange {
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private final Request request;
    private final Response response;

    TomcatExchange(Request request, Response response) {
        this.request = request;
        this.response = response;
    }

    @Override
    public String method() {
        return orEmpty(request.getMethod());
    }

    @Override
    public String rawPath() {
        return orEmpty(request.getRequestURI());
    }

    @Override
    public Optional<String> rawQuery() {
        return Optional.ofNullable(request.getQueryString());
    }

    @Override
    public List<String> headers(String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        values.replaceAll(TomcatExchange::orEmpty);
        return values;
    }

    /** Of the connector's TLS alone: a valve may have set the request's own attribute from a header. */
    @Override
    public Optional<X509Certificate> clientCertificate() {
        org.apache.coyote.Request connection = request.getCoyoteRequest();
        connection.action(ActionCode.REQ_SSL_ATTRIBUTE, connection);
        return connection.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
                ? Optional.of(chain[0])
                : Optional.empty();
    }

    /** The remote address may be what a valve has read from a header; the peer's is not. */
    @Override
    public Optional<InetAddress> peer() {
        try {
            return Optional.of(InetAddress.getByName(request.getPeerAddr()));
        } catch (UnknownHostException e) {
            return Optional.empty(); // Not a network connection.
        }
    }

    @Override
    public @Nullable RequestIdentity remembered() {
        return request.getAttribute(ATTRIBUTE) instanceof RequestIdentity identity ? identity : null;
    }

    @Override
    public void remember(RequestIdentity identity) {
        request.setAttribute(ATTRIBUTE, identity);
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
            response.getOutputStream().write(reply.body());
        }
        response.finishResponse();
    }

    @Override
    public void abort() {
        response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, new IOException("refused by mcp-oauth2-agent"));
    }

    /** Nothing to do: {@link TomcatRecycleAdvice} sees the end of synchronous and asynchronous requests. */
    @Override
    public void leave(RequestIdentity identity) {}

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
