package io.mcpoauth2.agent.instrumentation.doors.servlet;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Exchange;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A servlet container's own request, and the response as the application sees it.
 *
 * <p>Filters may have put wrappers around the request which tell another path, method or header: {@code
 * X-Forwarded-Prefix} becomes a part of the path, say. No wrapper decides anything here.
 */
public final class ServletExchange implements Exchange {
    private final HttpServletRequest request;
    /** As the servlet is given it: filters may have replaced the body. */
    private final HttpServletRequest shown;

    private final HttpServletResponse response;

    private ServletExchange(HttpServletRequest request, HttpServletRequest shown, HttpServletResponse response) {
        this.request = request;
        this.shown = shown;
        this.response = response;
    }

    /** Null if the pair is not HTTP, which no servlet of this layer serves. */
    public static @Nullable ServletExchange of(ServletRequest request, ServletResponse response) {
        return request instanceof HttpServletRequest httpRequest && response instanceof HttpServletResponse httpResponse
                ? new ServletExchange(unwrapped(httpRequest), httpRequest, httpResponse)
                : null;
    }

    private static HttpServletRequest unwrapped(HttpServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner instanceof HttpServletRequest own ? own : request;
    }

    @Override
    public String door() {
        return "servlet layer";
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String rawPath() {
        String path = sent("request_uri", request.getRequestURI());
        return path == null ? "" : path;
    }

    @Override
    public Optional<String> rawQuery() {
        return Optional.ofNullable(sent("query_string", request.getQueryString()));
    }

    /** What the client sent: some containers put the target of a dispatch in its place (Servlet specification §9.4.2). */
    private @Nullable String sent(String part, @Nullable String current) {
        String dispatch = switch (request.getDispatcherType()) {
            case FORWARD -> "forward";
            case ERROR -> "error";
            case ASYNC -> "async";
            case INCLUDE, REQUEST -> "";
        };
        return !dispatch.isEmpty()
                        && request.getAttribute("jakarta.servlet." + dispatch + '.' + part) instanceof String original
                ? original
                : current;
    }

    @Override
    public List<String> headers(String name) {
        return Collections.list(request.getHeaders(name));
    }

    /** Servlet specification 6.0 §3.10. */
    @Override
    public Optional<X509Certificate> clientCertificate() {
        return request.getAttribute("jakarta.servlet.request.X509Certificate") instanceof X509Certificate[] chain
                        && chain.length > 0
                ? Optional.of(chain[0])
                : Optional.empty();
    }

    /** The container's filters may have changed the remote address, so that nothing is known of the peer. */
    @Override
    public Optional<InetAddress> peer() {
        return Optional.empty();
    }

    /** The container's filters may have changed it. */
    @Override
    public int localPort() {
        return 0;
    }

    @Override
    public void readMessage(MessageBuffer into) throws IOException {
        ServletMessage.read(shown, into);
    }

    @Override
    public @Nullable Admission remembered() {
        return request.getAttribute(ATTRIBUTE) instanceof Admission admission ? admission : null;
    }

    @Override
    public void remember(Admission admission) {
        request.setAttribute(ATTRIBUTE, admission);
        ShownResponse.show(request, admission);
    }

    @Override
    public boolean isCommitted() {
        return response.isCommitted();
    }

    /** Keeps headers that filters have set, such as those of CORS; never by {@code sendError}, which runs error pages. */
    @Override
    public void write(HttpReply reply) throws IOException {
        response.resetBuffer();
        response.setStatus(reply.status());
        for (HttpReply.Header header : reply.headers()) {
            if (header.name().equalsIgnoreCase("Content-Type")) {
                response.setContentType(header.value());
            } else if (!header.mayRepeat()) {
                response.setHeader(header.name(), header.value());
            } else {
                response.addHeader(header.name(), header.value());
            }
        }
        if (reply.hasBody()) {
            writeBody(reply.body());
        }
        response.flushBuffer();
    }

    private void writeBody(byte[] body) throws IOException {
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
        } catch (IllegalStateException e) {
            // The application has taken the writer; the body is UTF-8 text either way.
            response.getWriter().write(new String(body, StandardCharsets.UTF_8));
        }
    }

    /** An exception is the only way a servlet has to end a committed response; containers close the connection. */
    @Override
    public void abort() {
        throw new IllegalStateException("mcp-oauth2-agent refused the request after the response was committed");
    }

    @Override
    public void leave(Admission admission) {
        try {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new Ending(admission));
                return;
            }
        } catch (IllegalStateException e) {
            // Another thread has completed it in between. It must end here: this request object is soon another one's.
            admission.end();
            return;
        }
        admission.end();
    }

    /** All that a servlet container without a door of its own offers, and only once the request is asynchronous. */
    @Override
    public void expire(Admission admission) {
        if (!admission.isInside() && request.isAsyncStarted()) {
            request.getAsyncContext().complete();
        }
    }

    private record Ending(Admission admission) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            admission.end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            admission.end();
        }

        @Override
        public void onError(AsyncEvent event) {
            admission.end();
        }

        /** Listeners are dropped when async processing starts anew. */
        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
