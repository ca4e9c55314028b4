package io.mcpoauth2.agent.instrumentation.doors.jetty;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Exchange;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Jetty's request and response; the callback ends the exchange. */
final class JettyExchange implements Exchange {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final AtomicBoolean failed = new AtomicBoolean();

    JettyExchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    @Override
    public String door() {
        return "Jetty door";
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

    /** Of the connection: the request's attributes may be what a customizer has read from a header. */
    @Override
    public Optional<X509Certificate> clientCertificate() {
        EndPoint.SslSessionData tls = connection().getSslSessionData();
        X509Certificate[] chain = tls == null ? null : tls.peerCertificates();
        return chain == null || chain.length == 0 ? Optional.empty() : Optional.of(chain[0]);
    }

    /**
     * Of the connection: the request's remote address may be what a customizer has read from a header, and an end point's
     * what the PROXY protocol says before TLS or HTTP begins.
     */
    @Override
    public Optional<InetAddress> peer() {
        return socket().getRemoteSocketAddress() instanceof InetSocketAddress remote
                ? Optional.ofNullable(remote.getAddress())
                : Optional.empty();
    }

    /** Of the socket, for the same reason. */
    @Override
    public int localPort() {
        return socket().getLocalSocketAddress() instanceof InetSocketAddress local ? local.getPort() : 0;
    }

    @Override
    public void readMessage(MessageBuffer into) throws IOException {
        JettyMessage.read(request, into);
    }

    private EndPoint socket() {
        EndPoint socket = connection();
        while (socket instanceof EndPoint.Wrapper wrapper) {
            socket = wrapper.unwrap();
        }
        return socket;
    }

    private EndPoint connection() {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }

    @Override
    public @Nullable Admission remembered() {
        return request.getAttribute(ATTRIBUTE) instanceof Admission admission ? admission : null;
    }

    @Override
    public void remember(Admission admission) {
        request.setAttribute(ATTRIBUTE, admission);
        request.addHttpStreamWrapper(stream -> new AdmittedStream(stream, request, admission));
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

    /** Nothing to do: {@link AdmittedStream} sees the end of synchronous and asynchronous requests. */
    @Override
    public void leave(Admission admission) {}

    /**
     * {@link AdmittedStream} refuses what is still to be sent, which fails the request of whoever writes. One that only
     * waits is told as if the client had gone away: once, and not while the request's own thread would take no notice.
     */
    @Override
    public void expire(Admission admission) {
        if (!admission.isInside() && failed.compareAndSet(false, true)) {
            request.fail(AdmittedStream.ended());
        }
    }
}
