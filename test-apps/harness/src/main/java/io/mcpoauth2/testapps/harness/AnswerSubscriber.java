package io.mcpoauth2.testapps.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Predicate;

/**
 * Reads a response body to its end, or until enough of it has come.
 *
 * <p>A server may hold an event stream open after its answer; cancelling closes the connection then.
 */
final class AnswerSubscriber implements BodySubscriber<String> {
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final Predicate<String> enough;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<String> body = new CompletableFuture<>();
    private Subscription subscription;

    AnswerSubscriber(Predicate<String> enough) {
        this.enough = enough;
    }

    @Override
    public CompletionStage<String> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription newSubscription) {
        subscription = newSubscription;
        if (enough.test("")) {
            stop();
        } else {
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] chunk = new byte[buffer.remaining()];
            buffer.get(chunk);
            bytes.writeBytes(chunk);
        }
        if (bytes.size() > MAX_BYTES) {
            subscription.cancel();
            body.completeExceptionally(new IOException("Response body of more than " + MAX_BYTES + " bytes"));
        } else if (enough.test(text())) {
            stop();
        }
    }

    @Override
    public void onError(Throwable cause) {
        body.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        body.complete(text());
    }

    private void stop() {
        subscription.cancel();
        body.complete(text());
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
