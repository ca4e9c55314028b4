package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.DoorRequest;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/** A request as Reactor Netty has decoded it; what forwarding headers and the PROXY protocol say is not looked at. */
final class ReactorNettyRequest implements DoorRequest {
    private final HttpServerRequest request;
    private final Channel channel;

    private ReactorNettyRequest(HttpServerRequest request, Channel channel) {
        this.request = request;
        this.channel = channel;
    }

    static ReactorNettyRequest of(HttpServerRequest request) {
        AtomicReference<@Nullable Channel> channel = new AtomicReference<>();
        request.withConnection(connection -> channel.set(connection.channel()));
        @Nullable Channel found = channel.get();
        if (found == null) {
            throw new IllegalStateException("mcp-oauth2-agent: a request of Reactor Netty has no connection");
        }
        return new ReactorNettyRequest(request, found);
    }

    /** Of the connection, or of its HTTP/2 stream, which is the same. */
    EventLoop loop() {
        return channel.eventLoop();
    }

    @Override
    public String door() {
        return "Reactor Netty door";
    }

    @Override
    public String method() {
        return request.method().name();
    }

    /**
     * The target up to its query, whatever form it has (RFC 9112 §3.2): Reactor Netty and Spring look for an authority in it in
     * different ways, so that what does not begin with a slash is no path that could be exempt.
     */
    @Override
    public String rawPath() {
        String target = request.uri();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    @Override
    public Optional<String> rawQuery() {
        String target = request.uri();
        int query = target.indexOf('?');
        return query < 0 ? Optional.empty() : Optional.of(target.substring(query + 1));
    }

    @Override
    public List<String> headers(String name) {
        return request.requestHeaders().getAll(name);
    }

    @Override
    public Optional<X509Certificate> clientCertificate() {
        SslHandler tls = tls(channel);
        if (tls == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = tls.engine().getSession().getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** The channel of an HTTP/2 stream is a child of the connection's. */
    private static @Nullable SslHandler tls(Channel channel) {
        for (@Nullable Channel at = channel; at != null; at = at.parent()) {
            SslHandler found = at.pipeline().get(SslHandler.class);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    @Override
    public Optional<InetAddress> peer() {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? Optional.ofNullable(address.getAddress())
                : Optional.empty();
    }

    @Override
    public int localPort() {
        return channel.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
    }

    @Override
    public boolean isComplete() {
        return !channel.isActive();
    }

    /** Ends the connection, or the HTTP/2 stream: the response does not look complete. */
    @Override
    public void expire(Admission admission) {
        var unused = channel.close();
    }
}
