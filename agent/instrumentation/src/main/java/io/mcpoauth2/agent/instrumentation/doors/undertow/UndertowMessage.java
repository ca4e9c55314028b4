package io.mcpoauth2.agent.instrumentation.doors.undertow;

import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.ImmediatePooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSourceChannel;

/**
 * A request's body that is read before any handler, and given back to Undertow then, which hands out what it has been given
 * before anything else. On the connection's own thread.
 */
final class UndertowMessage implements IoCallback {
    private final HttpServerExchange exchange;
    private final MessageBuffer into;
    private final CompletableFuture<Void> collected = new CompletableFuture<>();
    private boolean listening;

    UndertowMessage(HttpServerExchange exchange, MessageBuffer into) {
        this.exchange = exchange;
        this.into = into;
    }

    CompletionStage<Void> collected() {
        return collected;
    }

    /** Whether Undertow tells when more of the body comes, which it does instead of a dispatch. */
    boolean isListening() {
        return listening;
    }

    void begin() {
        try {
            ask();
        } catch (Throwable failure) {
            collected.completeExceptionally(failure);
        }
    }

    private void ask() {
        if (exchange.isRequestComplete()) {
            collected.complete(null);
        } else if (HttpContinue.requiresContinueResponse(exchange)) {
            HttpContinue.sendContinueResponse(exchange, this);
        } else {
            start();
        }
    }

    @Override
    public void onComplete(HttpServerExchange asked, @Nullable Sender sender) {
        start();
    }

    @Override
    public void onException(HttpServerExchange asked, @Nullable Sender sender, IOException failure) {
        collected.completeExceptionally(failure);
    }

    private void start() {
        @Nullable StreamSourceChannel channel = exchange.getRequestChannel();
        if (channel == null) {
            collected.completeExceptionally(new ClosedChannelException());
            return;
        }
        read(channel);
        if (!collected.isDone()) {
            listening = true;
            channel.getReadSetter().set(this::read);
            channel.resumeReads();
        }
    }

    private void read(StreamSourceChannel channel) {
        try (PooledByteBuffer pooled =
                exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            int count = channel.read(buffer);
            while (count > 0) {
                buffer.flip();
                if (!into.add(buffer)) { // The request is refused, and nobody reads its body.
                    end(channel);
                    collected.complete(null);
                    return;
                }
                buffer.clear();
                count = channel.read(buffer);
            }
            if (count < 0) {
                end(channel);
                giveBack();
                collected.complete(null);
            }
        } catch (Throwable failure) {
            end(channel);
            collected.completeExceptionally(failure);
        }
    }

    private void end(StreamSourceChannel channel) {
        if (listening) {
            channel.getReadSetter().set(null);
            channel.suspendReads();
        }
    }

    private void giveBack() {
        byte[] bytes = into.bytes();
        if (bytes.length > 0) {
            Connectors.ungetRequestBytes(exchange, new ImmediatePooledByteBuffer(ByteBuffer.wrap(bytes)));
        }
        Connectors.resetRequestChannel(exchange);
    }
}
