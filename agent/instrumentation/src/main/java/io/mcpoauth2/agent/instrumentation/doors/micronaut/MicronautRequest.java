package io.mcpoauth2.agent.instrumentation.doors.micronaut;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.TargetRequest;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.instrumentation.context.netty.NettyConnection;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.netty.body.NettyByteBodyFactory;
import io.micronaut.http.server.netty.handler.OutboundAccess;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A request as Micronaut has decoded it, of HTTP/1 or of a stream of HTTP/2. */
final class MicronautRequest implements TargetRequest {
    private final Channel channel;
    private final HttpRequest request;
    private final OutboundAccess outbound;
    /** Of the decoder, or with the same bytes when that has been read. */
    private CloseableByteBody body;

    MicronautRequest(Channel channel, HttpRequest request, CloseableByteBody body, OutboundAccess outbound) {
        this.channel = channel;
        this.request = request;
        this.body = body;
        this.outbound = outbound;
    }

    /** To be closed, by the application or by the door. On the event loop alone. */
    CloseableByteBody body() {
        return body;
    }

    @Override
    public CompletionStage<Void> collectMessage(MessageBuffer into) {
        if (channel.eventLoop().inEventLoop()) {
            return collect(into);
        }
        return CompletableFuture.completedFuture(into).thenComposeAsync(this::collect, channel.eventLoop());
    }

    private CompletionStage<Void> collect(MessageBuffer into) {
        return MicronautMessage.collect(body, into).thenAccept(read -> {
            body.close();
            body = new NettyByteBodyFactory(channel).adapt(into.bytes());
        });
    }

    @Override
    public String door() {
        return "Micronaut door";
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
        return request.headers().getAll(name);
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
