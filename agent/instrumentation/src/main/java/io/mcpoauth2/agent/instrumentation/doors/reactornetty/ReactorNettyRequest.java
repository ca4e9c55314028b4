package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.TargetRequest;
import io.mcpoauth2.agent.door.WrittenLists;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.instrumentation.context.netty.NettyConnection;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/** A request as Reactor Netty has decoded it; what forwarding headers and the PROXY protocol say is not looked at. */
final class ReactorNettyRequest implements TargetRequest {
    private final HttpServerRequest request;
    private final Channel channel;
    /** Null before anybody has asked for the body to be held. */
    private @Nullable HeldBody body;

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

    /** Has nothing of the body reach Reactor Netty while the ruling is pending: it may be the gate's to read. */
    void holdBody() {
        if (body == null && !(DecodedRequest.of(request) instanceof FullHttpRequest)) {
            body = HeldBody.begin(channel);
        }
    }

    /** Lets go what is held and has not been asked for. In the request's own loop. */
    void letBodyGo() {
        if (body != null) {
            body.end(channel);
        }
    }

    /** From now on the bytes of its response's body are shown. In the request's own loop. */
    void showBody(Admission admission) {
        ShownBody.begin(channel, admission);
    }

    /** Its response may hold these, as the application writes them. In the request's own loop. */
    void showLists(Admission admission, WrittenLists lists) {
        ShownList.begin(channel, admission, lists);
    }

    @Override
    public CompletionStage<Void> collectMessage(MessageBuffer into) {
        if (loop().inEventLoop()) {
            return collect(into);
        }
        CompletableFuture<Void> collected = new CompletableFuture<>();
        loop().execute(() -> {
            try {
                var unused = collect(into).whenComplete((done, failure) -> {
                    if (failure == null) {
                        collected.complete(null);
                    } else {
                        collected.completeExceptionally(failure);
                    }
                });
            } catch (Throwable failure) {
                collected.completeExceptionally(failure);
            }
        });
        return collected;
    }

    /** What has come whole is no channel's to bring any more: Reactor Netty hands it on when this has returned. */
    private CompletableFuture<Void> collect(MessageBuffer into) {
        HttpRequest decoded = DecodedRequest.of(request);
        if (decoded instanceof FullHttpRequest full) {
            if (full.content().isReadable()) {
                into.add(full.content().nioBuffer());
            }
            return CompletableFuture.completedFuture(null);
        }
        if (body == null) {
            body = HeldBody.begin(channel);
        }
        return body.collect(into, HttpUtil.is100ContinueExpected(decoded), channel);
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
