package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.DoorRequest;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** A request as Vert.x has decoded it; what forwarding headers and the PROXY protocol say is not looked at. */
final class VertxRequest implements DoorRequest {
    private final HttpServerRequest request;

    VertxRequest(HttpServerRequest request) {
        this.request = request;
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return request.response();
    }

    /** Hands on what has been held back while the ruling was pending. */
    void resume() {
        var unused = request.resume();
    }

    /** Of the connection, which streams of HTTP/2 share. */
    static Channel channelOf(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /**
     * Closes a connection, past all handlers of its pipeline: Vert.x's own would wait for the other end of a WebSocket to
     * agree, and let it be written to meanwhile.
     */
    static void cut(Channel channel) {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        var unused = first == null ? channel.close() : first.close();
    }

    @Override
    public String door() {
        return "Vert.x door";
    }

    @Override
    public String method() {
        return request.method().name();
    }

    /**
     * The target up to its query, whatever form it has (RFC 9112 §3.2): Vert.x looks for an authority anywhere in it, so
     * that what does not begin with a slash is no path that could be exempt. HTTP/2's CONNECT has none.
     */
    @Override
    public String rawPath() {
        String target = target();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    @Override
    public Optional<String> rawQuery() {
        String target = target();
        int query = target.indexOf('?');
        return query < 0 ? Optional.empty() : Optional.of(target.substring(query + 1));
    }

    private String target() {
        String target = request.uri();
        return target == null ? "" : target;
    }

    @Override
    public List<String> headers(String name) {
        return request.headers().getAll(name);
    }

    @Override
    public Optional<X509Certificate> clientCertificate() {
        SSLSession tls = request.connection().sslSession();
        if (tls == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = tls.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<InetAddress> peer() {
        return channelOf(request).remoteAddress() instanceof InetSocketAddress address
                ? Optional.ofNullable(address.getAddress())
                : Optional.empty();
    }

    @Override
    public int localPort() {
        return channelOf(request).localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
    }

    @Override
    public boolean isComplete() {
        return response().ended() || response().closed();
    }

    /** Ends the connection, or the stream of HTTP/2: the response does not look complete. */
    @Override
    public void expire(Admission admission) {
        if (request.version() == HttpVersion.HTTP_2) {
            StreamReset.of(response());
        } else {
            cut(channelOf(request));
        }
    }
}
