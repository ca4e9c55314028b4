package io.mcpoauth2.testapps.harness;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The client's end of a WebSocket that carries texts. */
public final class WebSocketClient implements AutoCloseable {
    private static final long LIMIT_SECONDS = TimeLimit.OF_A_WAIT.toSeconds();

    private final Texts texts = new Texts();
    private final WebSocket socket;

    private WebSocketClient(URI uri, String token) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (!token.isEmpty()) {
            builder.header("Authorization", "Bearer " + token);
        }
        socket = builder.buildAsync(uri, texts).join();
    }

    /**
     * Opens one.
     *
     * @param uri of the scheme ws
     * @param token empty for none
     * @throws CompletionException if the handshake is refused, with a {@link java.net.http.WebSocketHandshakeException}
     */
    public static WebSocketClient open(URI uri, String token) {
        return new WebSocketClient(uri, token);
    }

    public void send(String text) {
        socket.sendText(text, true).join();
    }

    /** Sends a text and waits for the next one that comes. */
    public String ask(String text) {
        send(text);
        return next();
    }

    /** Waits for the next text that comes. */
    public String next() {
        return next(LIMIT_SECONDS)
                .orElseThrow(
                        () -> new IllegalStateException("No text within the limit; closed: " + texts.closed.isDone()));
    }

    /** The same for so many seconds; empty if none comes. */
    public Optional<String> next(long seconds) {
        try {
            return Optional.ofNullable(texts.received.poll(seconds, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }

    /** Waits until the other end closes it, or the connection breaks. */
    public void awaitClose() {
        try {
            texts.closed.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Still open", e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static final class Texts implements WebSocket.Listener {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                received.add(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(null);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.complete(null);
        }
    }
}
