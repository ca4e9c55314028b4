package io.mcpoauth2.agent.eventloop;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.DoorRequest;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** A request as Netty has decoded it. */
record NettyRequest(Channel channel, HttpRequest request) implements DoorRequest {
    @Override
    public String door() {
        return "Netty door";
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String rawPath() {
        int query = request.uri().indexOf('?');
        return query < 0 ? request.uri() : request.uri().substring(0, query);
    }

    @Override
    public Optional<String> rawQuery() {
        int query = request.uri().indexOf('?');
        return query < 0 ? Optional.empty() : Optional.of(request.uri().substring(query + 1));
    }

    @Override
    public List<String> headers(String name) {
        return request.headers().getAll(name);
    }

    @Override
    public Optional<X509Certificate> clientCertificate() {
        return Optional.empty();
    }

    @Override
    public Optional<InetAddress> peer() {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? Optional.of(address.getAddress())
                : Optional.empty();
    }

    @Override
    public int localPort() {
        return channel.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
    }

    @Override
    public void expire(Admission admission) {
        var unused = channel.close();
    }
}
