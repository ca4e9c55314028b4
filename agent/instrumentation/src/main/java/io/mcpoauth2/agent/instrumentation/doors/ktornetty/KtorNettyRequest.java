package io.mcpoauth2.agent.instrumentation.doors.ktornetty;

import io.ktor.server.application.PipelineCall;
import io.ktor.server.netty.NettyApplicationCall;
import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.instrumentation.context.netty.NettyConnection;
import io.mcpoauth2.agent.instrumentation.doors.ktor.KtorRequest;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** A request as Ktor's engine on Netty has decoded it; what forwarding headers say is not looked at. */
public final class KtorNettyRequest extends KtorRequest {
    /** Of the connection, or of its HTTP/2 stream. */
    private final Channel channel;

    /** @param call of {@link NettyApplicationCall}'s class */
    public KtorNettyRequest(PipelineCall call) {
        super(call);
        this.channel = ((NettyApplicationCall) call).getContext().channel();
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
