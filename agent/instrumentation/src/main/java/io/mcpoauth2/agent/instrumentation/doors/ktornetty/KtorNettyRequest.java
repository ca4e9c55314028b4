package io.mcpoauth2.agent.instrumentation.doors.ktornetty;

import io.ktor.http.RequestConnectionPoint;
import io.ktor.server.application.PipelineCall;
import io.ktor.server.netty.NettyApplicationCall;
import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.DoorRequest;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** A request as Ktor's engine on Netty has decoded it; what forwarding headers say is not looked at. */
public final class KtorNettyRequest implements DoorRequest {
    private final PipelineCall call;
    private final RequestConnectionPoint point;
    /** Of the connection, or of its HTTP/2 stream. */
    private final Channel channel;

    /** @param call of {@link NettyApplicationCall}'s class */
    public KtorNettyRequest(PipelineCall call) {
        this.call = call;
        this.point = call.getRequest().getLocal();
        this.channel = ((NettyApplicationCall) call).getContext().channel();
    }

    @Override
    public String door() {
        return "Ktor door";
    }

    @Override
    public String method() {
        return point.getMethod().getValue();
    }

    /**
     * The target up to its query, whatever form it has (RFC 9112 §3.2): Ktor routes by all of it, so that what does not begin
     * with a slash is no path that could be exempt.
     */
    @Override
    public String rawPath() {
        String target = point.getUri();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    @Override
    public Optional<String> rawQuery() {
        String target = point.getUri();
        int query = target.indexOf('?');
        return query < 0 ? Optional.empty() : Optional.of(target.substring(query + 1));
    }

    @Override
    public List<String> headers(String name) {
        List<String> values = call.getRequest().getHeaders().getAll(name);
        return values == null ? List.of() : values;
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
