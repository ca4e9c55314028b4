package io.mcpoauth2.agent.instrumentation.doors.micronaut;

import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.micronaut.http.body.CloseableByteBody;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Reads a request's body from Micronaut's decoder. On the event loop alone. */
final class MicronautMessage implements Subscriber<byte[]> {
    private final MessageBuffer into;
    private final CompletableFuture<Void> collected = new CompletableFuture<>();
    private @Nullable Subscription source;

    private MicronautMessage(MessageBuffer into) {
        this.into = into;
    }

    /** The body is nobody else's to read then. */
    static CompletionStage<Void> collect(CloseableByteBody body, MessageBuffer into) {
        MicronautMessage message = new MicronautMessage(into);
        body.toByteArrayPublisher().subscribe(message);
        return message.collected;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(byte[] part) {
        try {
            if (!collected.isDone()
                    && !into.add(part, 0, part.length)) { // The request is refused, and nobody reads on.
                if (source != null) {
                    source.cancel();
                }
                collected.complete(null);
            }
        } catch (Throwable failure) { // Micronaut would tell nobody.
            collected.completeExceptionally(failure);
        }
    }

    @Override
    public void onError(Throwable failure) {
        collected.completeExceptionally(new IOException("a body could not be read", failure));
    }

    @Override
    public void onComplete() {
        collected.complete(null);
    }
}
