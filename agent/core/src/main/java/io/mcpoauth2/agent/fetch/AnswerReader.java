package io.mcpoauth2.agent.fetch;

import io.mcpoauth2.agent.threads.DaemonThreads;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;

/**
 * Reads one answer within a time and a size (row G6).
 *
 * <p>The read time-out of a connection bounds neither, as it starts anew with every byte that drips.
 */
final class AnswerReader {
    /** Closing a TLS connection writes, and may hang: the JVM's own thread for time-outs is everybody's. */
    private static final Executor CLOSING = new DaemonThreads("mcp-oauth2-agent-deadline");

    private final Deadline deadline;

    /**
     * @param deadline may be overrun by one read time-out
     */
    AnswerReader(Deadline deadline) {
        this.deadline = deadline;
    }

    /** Opens the connection, through a proxy and with TLS where it needs them. */
    void connect(HttpURLConnection connection) throws IOException {
        watched(connection, () -> {
            connection.connect();
            return true;
        });
    }

    /** Sends what is not sent yet, and reads status and headers. */
    int status(HttpURLConnection connection) throws IOException {
        return watched(connection, connection::getResponseCode);
    }

    private <T> T watched(HttpURLConnection connection, Step<T> step) throws IOException {
        CompletableFuture<Boolean> watchdog = new CompletableFuture<>();
        var unused = watchdog.orTimeout(deadline.left().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyAsync(
                        timedOut -> {
                            connection.disconnect();
                            return false;
                        },
                        CLOSING);
        try {
            T result = step.take();
            // A connection that was cut within the headers, or timed out there, still has a status.
            if (watchdog.complete(true) && !deadline.isOver()) {
                return result;
            }
            throw late();
        } catch (IOException e) {
            throw watchdog.complete(true) && !deadline.isOver() ? e : late();
        }
    }

    /** The answer, with its body if the status is 200. */
    FetchResult.Answered answer(HttpURLConnection connection, int status, int maxBytes) throws IOException {
        if (status != HttpURLConnection.HTTP_OK) {
            connection.disconnect();
            return FetchResult.Answered.of(status, "", date(connection), new byte[0]);
        }
        ContentCoding coding = ContentCoding.of(connection);
        long announced = connection.getContentLengthLong();
        if (announced > maxBytes) {
            throw tooLong(maxBytes);
        }
        InputStream in = connection.getInputStream();
        byte[] body = read(in, maxBytes);
        // At its end the connection goes back to the JDK's keep-alive cache.
        in.close();
        if (announced >= 0 && body.length != announced) {
            throw new IOException("status 200 with a truncated answer");
        }
        String type = connection.getContentType();
        return FetchResult.Answered.of(
                status, type == null ? "" : type, date(connection), decoded(coding, body, maxBytes));
    }

    private static Optional<Instant> date(HttpURLConnection connection) {
        long millis = connection.getDate();
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private byte[] decoded(ContentCoding coding, byte[] body, int maxBytes) throws IOException {
        if (coding == ContentCoding.IDENTITY) {
            return body;
        }
        try (InputStream in = coding.decoded(body)) {
            return read(in, maxBytes);
        } catch (ZipException | EOFException e) {
            throw new IOException("status 200 with an answer that cannot be decoded from its content coding", e);
        }
    }

    private byte[] read(InputStream in, int maxBytes) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            if (body.size() + n > maxBytes) {
                throw tooLong(maxBytes);
            }
            if (deadline.isOver()) {
                throw late();
            }
            body.write(chunk, 0, n);
        }
        return body.toByteArray();
    }

    private static IOException tooLong(int maxBytes) {
        return new IOException("status 200 with an answer of more than " + maxBytes + " bytes");
    }

    private IOException late() {
        return new IOException("no complete answer within " + deadline.length().toMillis() + " ms");
    }

    /** A step of a request, which may block. */
    @FunctionalInterface
    private interface Step<T> {
        T take() throws IOException;
    }
}
