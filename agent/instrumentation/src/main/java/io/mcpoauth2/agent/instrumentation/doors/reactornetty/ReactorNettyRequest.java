package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.TargetRequest;
import io.mcpoauth2.agent.instrumentation.context.netty.NettyConnection;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/** A request as Reactor Netty has decoded it; what forwarding headers and the PROXY protocol say is not looked at. */
final class ReactorNettyRequest implements TargetRequest {
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

    @Override
    public String target() {
        return request.uri();
    }

    @Override
    public List<String> headers(String name) {
        return request.requestHeaders().getAll(name);
    }

    @Override
    public Optional<X509Certificate> clientCertificate() {
        return NettyConnection.clientCertificate(channel);
    }

    @Override
    public Optional<InetAddress> peer() {
        return NettyConnection.peer(channel);
    }

    @Override
    public int localPort() {
        return NettyConnection.localPort(channel);
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
