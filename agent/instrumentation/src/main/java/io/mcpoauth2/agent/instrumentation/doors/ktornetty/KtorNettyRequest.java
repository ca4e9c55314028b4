package io.mcpoauth2.agent.instrumentation.doors.ktornetty;

import io.ktor.http.RequestConnectionPoint;
import io.ktor.server.application.PipelineCall;
import io.ktor.server.netty.NettyApplicationCall;
import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.TargetRequest;
import io.mcpoauth2.agent.instrumentation.context.netty.NettyConnection;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** A request as Ktor's engine on Netty has decoded it; what forwarding headers say is not looked at. */
public final class KtorNettyRequest implements TargetRequest {
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

    @Override
    public String target() {
        return point.getUri();
    }

    @Override
    public List<String> headers(String name) {
        List<String> values = call.getRequest().getHeaders().getAll(name);
        return values == null ? List.of() : values;
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
