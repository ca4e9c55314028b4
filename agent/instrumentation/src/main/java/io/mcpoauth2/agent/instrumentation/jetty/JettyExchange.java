package io.mcpoauth2.agent.instrumentation.jetty;

import io.mcpoauth2.agent.http.HttpReply;
import io.mcpoauth2.agent.instrumentation.door.Exchange;
import io.mcpoauth2.bridge.RequestIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Jetty's request and response; the callback ends the exchange. */
final class JettyExchange implements Exchange {
    private final Request request;
    private final Response response;
    private final Callback callback;

    JettyExchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String rawPath() {
        String path = request.getHttpURI().getPath();
        return path == null ? "" : path;
    }

    @Override
    public Optional<String> rawQuery() {
        return Optional.ofNullable(request.getHttpURI().getQuery());
    }

    @Override
    public List<String> headers(String name) {
        return request.getHeaders().getValuesList(name);
    }

    @Override
    public @Nullable RequestIdentity remembered() {
        return request.getAttribute(ATTRIBUTE) instanceof RequestIdentity identity ? identity : null;
    }

    @Override
    public void remember(RequestIdentity identity) {
        request.setAttribute(ATTRIBUTE, identity);
        Request.addCompletionListener(request, failure -> identity.close());
    }

    @Override
    public boolean isCommitted() {
        return response.isCommitted();
    }

    @Override
    public void write(HttpReply reply) {
        response.setStatus(reply.status());
        for (HttpReply.Header header : reply.headers()) {
            response.getHeaders().add(header.name(), header.value());
        }
        if (reply.hasBody()) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
        }
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }

    @Override
    public void abort() {
        callback.failed(new IOException("refused by mcp-oauth2-agent"));
    }

    /** Nothing to do: the completion listener sees the end of synchronous and asynchronous requests. */
    @Override
    public void leave(RequestIdentity identity) {}
}
