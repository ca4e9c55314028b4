package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.TargetRequest;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.instrumentation.context.netty.NettyConnection;
import io.mcpoauth2.agent.instrumentation.door.PeerCertificate;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A request as Vert.x has decoded it; what forwarding headers and the PROXY protocol say is not looked at. */
final class VertxRequest implements TargetRequest {
    /** RFC 9110 §15.2.2. */
    static final int SWITCHING_PROTOCOLS = 101;

    private final HttpServerRequest request;
    private final Context context;
    private boolean paused;
    /** What the body is read into; null while nobody has asked for it. */
    private volatile @Nullable MessageBuffer message;

    /**
     * @param context of this request alone
     */
    VertxRequest(HttpServerRequest request, Context context) {
        this.request = request;
        this.context = context;
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return request.response();
    }

    /** Holds back the body while the ruling is pending, if it is not read for it. In the request's context, as all below. */
    void pause() {
        if (message == null) {
            paused = true;
            var unused = request.pause();
        }
    }

    /** Hands on what has been held back, or the body that has been read. */
    void resume() {
        if (paused) {
            paused = false;
            var unused = request.resume();
        }
        MessageBuffer read = message;
        if (read != null) {
            ReplayedBody.begin(context, read.bytes());
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // A context is one object.
    public CompletionStage<Void> collectMessage(MessageBuffer into) {
        CompletableFuture<Void> collected = new CompletableFuture<>();
        if (Vertx.currentContext() == context) {
            collect(into, collected);
        } else {
            context.runOnContext(go -> {
                try {
                    collect(into, collected);
                } catch (Throwable failure) {
                    collected.completeExceptionally(failure);
                }
            });
        }
        return collected;
    }

    private void collect(MessageBuffer into, CompletableFuture<Void> collected) {
        message = into;
        request.handler(part -> {
            try {
                if (!into.add(part.getBytes(), 0, part.length())) { // The request is refused, and nobody reads on.
                    collected(collected, null);
                }
            } catch (Throwable failure) { // Vert.x would tell nobody but the context.
                collected(collected, failure);
            }
        });
        request.endHandler(end -> collected(collected, null));
        request.exceptionHandler(failure -> collected(collected, new IOException("a body could not be read", failure)));
        Continuation.send(request);
        if (paused) {
            paused = false;
            var unused = request.resume();
        }
    }

    private void collected(CompletableFuture<Void> collected, @Nullable Throwable failure) {
        request.handler(null);
        request.endHandler(null);
        request.exceptionHandler(null);
        if (failure == null) {
            collected.complete(null);
        } else {
            collected.completeExceptionally(failure);
        }
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
