package io.mcpoauth2.agent.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Reads one answer within a time and a size (row G6).
 *
 * <p>The read time-out of a connection bounds neither, as it starts anew with every byte that drips.
 */
final class AnswerReader {
    private final Duration deadline;
    private final LongSupplier nanos;
    private final long end;

    /**
     * @param deadline from now on; may be overrun by one read time-out
     */
    AnswerReader(Duration deadline, LongSupplier nanos) {
        this.deadline = deadline;
        this.nanos = nanos;
        this.end = nanos.getAsLong() + deadline.toNanos();
    }

    /** Sends what is not sent yet, and reads status and headers. */
    int status(HttpURLConnection connection) throws IOException {
        CompletableFuture<Boolean> watchdog = new CompletableFuture<>();
        watchdog.orTimeout(Math.max(1, end - nanos.getAsLong()), TimeUnit.NANOSECONDS)
                .exceptionally(timedOut -> {
                    connection.disconnect();
                    return false;
                });
        try {
            int status = connection.getResponseCode();
            // A connection that was cut within the headers still has a status.
            if (watchdog.complete(true)) {
                return status;
            }
            throw late();
        } catch (IOException e) {
            throw watchdog.complete(true) ? e : late();
        }
    }

    /** The answer, with its body if the status is 200. */
    FetchResult.Answered answer(HttpURLConnection connection, int status, int maxBytes) throws IOException {
        if (status != HttpURLConnection.HTTP_OK) {
            connection.disconnect();
            return FetchResult.Answered.of(status, "", new byte[0]);
        }
        String encoding = connection.getContentEncoding();
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new IOException("the answer has a content encoding that was not asked for");
        }
        long announced = connection.getContentLengthLong();
        if (announced > maxBytes) {
            throw tooLong(maxBytes);
        }
        byte[] body = body(connection, maxBytes);
        if (announced >= 0 && body.length != announced) {
            throw new IOException("the answer is truncated");
        }
        String type = connection.getContentType();
        return FetchResult.Answered.of(status, type == null ? "" : type, body);
    }

    private byte[] body(HttpURLConnection connection, int maxBytes) throws IOException {
        InputStream in = connection.getInputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            if (body.size() + n > maxBytes) {
                throw tooLong(maxBytes);
            }
            if (nanos.getAsLong() - end >= 0) {
                throw late();
            }
            body.write(chunk, 0, n);
        }
        // At its end the connection goes back to the JDK's keep-alive cache.
        in.close();
        return body.toByteArray();
    }

    private static IOException tooLong(int maxBytes) {
        return new IOException("the answer is longer than " + maxBytes + " bytes");
    }

    private IOException late() {
        return new IOException("no complete answer within " + deadline.toMillis() + " ms");
    }
}
