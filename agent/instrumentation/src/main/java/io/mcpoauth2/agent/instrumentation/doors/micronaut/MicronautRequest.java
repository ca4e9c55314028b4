package io.mcpoauth2.agent.instrumentation.doors.micronaut;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.DoorRequest;
import io.micronaut.http.server.netty.handler.OutboundAccess;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** A request as Micronaut has decoded it, of HTTP/1 or of a stream of HTTP/2. */
final class MicronautRequest implements DoorRequest {
    private final Channel channel;
    private final HttpRequest request;
    private final OutboundAccess outbound;

    MicronautRequest(Channel channel, HttpRequest request, OutboundAccess outbound) {
        this.channel = channel;
        this.request = request;
        this.outbound = outbound;
    }

    @Override
    public String door() {
        return "Micronaut door";
    }

    @Override
    public String method() {
        return request.method().name();
    }

    /** The target up to its query, whatever form it has: what does not begin with a slash is no path that could be exempt. */
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
        return request.headers().getAll(name);
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

    /** The channel of an HTTP/2 stream may be a child of the connection's. */
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
        Http2Streams streams = Http2Streams.of(outbound);
        if (streams == null) {
            var unused = channel.close();
        } else {
            channel.eventLoop().execute(() -> {
                if (!admission.hasEnded()) {
                    streams.reset(outbound);
                }
            });
        }
    }
}
