package io.mcpoauth2.agent.instrumentation.context.netty;

import io.mcpoauth2.agent.instrumentation.door.PeerCertificate;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What doors of servers on Netty ask of a connection, or of a stream of HTTP/2: its channel is a child of the connection's. */
public final class NettyConnection {
    private NettyConnection() {}

    public static Optional<X509Certificate> clientCertificate(Channel channel) {
        for (@Nullable Channel at = channel; at != null; at = at.parent()) {
            SslHandler tls = at.pipeline().get(SslHandler.class);
            if (tls != null) {
                return PeerCertificate.of(tls.engine().getSession());
            }
        }
        return Optional.empty();
    }

    /** Empty of a connection without an address, as by a Unix domain socket. */
    public static Optional<InetAddress> peer(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? Optional.ofNullable(address.getAddress())
                : Optional.empty();
    }

    /** 0 of a connection without one. */
    public static int localPort(Channel channel) {
        return channel.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
    }
}
