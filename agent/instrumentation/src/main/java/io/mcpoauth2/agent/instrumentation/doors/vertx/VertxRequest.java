package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.TargetRequest;
import io.mcpoauth2.agent.instrumentation.context.netty.NettyConnection;
import io.mcpoauth2.agent.instrumentation.door.PeerCertificate;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** A request as Vert.x has decoded it; what forwarding headers and the PROXY protocol say is not looked at. */
final class VertxRequest implements TargetRequest {
    /** RFC 9110 §15.2.2. */
    static final int SWITCHING_PROTOCOLS = 101;

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

    /** HTTP/2's CONNECT has none. */
    @Override
    public String target() {
        String target = request.uri();
        return target == null ? "" : target;
    }

    @Override
    public List<String> headers(String name) {
        return request.headers().getAll(name);
    }

    @Override
    public Optional<X509Certificate> clientCertificate() {
        return PeerCertificate.of(request.connection().sslSession());
    }

    @Override
    public Optional<InetAddress> peer() {
        return NettyConnection.peer(channelOf(request));
    }

    @Override
    public int localPort() {
        return NettyConnection.localPort(channelOf(request));
    }

    /** A handshake counts as an ended response before the connection has taken over, which tells the request's end by itself. */
    @Override
    public boolean isComplete() {
        HttpServerResponse response = response();
        return response.closed() || (response.ended() && response.getStatusCode() != SWITCHING_PROTOCOLS);
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
