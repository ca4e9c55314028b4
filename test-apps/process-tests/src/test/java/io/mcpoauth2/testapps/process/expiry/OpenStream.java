package io.mcpoauth2.testapps.process.expiry;

import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;

/** A connection whose response goes on: a thread reads whatever comes, and notes when the server has ended it. */
final class OpenStream implements AutoCloseable {
    private static final Pattern COMPLETE = Pattern.compile("\r\n0\r\n\r\n|\r\nContent-Length: 0\r\n(.+\r\n)*\r\n");

    private final Socket socket;
    private final StringBuffer text = new StringBuffer();
    private volatile Instant end;
    private volatile boolean disconnected;

    private OpenStream(Socket socket) {
        this.socket = socket;
    }

    /** Sends requests as they are, the first of which is to be answered by a stream. */
    static OpenStream open(TestServer server, String requests) {
        try {
            OpenStream stream =
                    new OpenStream(new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.port()));
            stream.socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
            Thread reader = new Thread(stream::read, "open-stream");
            reader.setDaemon(true);
            reader.start();
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that has come, headers and chunk sizes too. */
    String text() {
        return text.toString();
    }

    boolean hasEnded() {
        return end != null;
    }

    /** When the server ended the response, in good order or not. */
    Instant end() {
        return end;
    }

    /** Whether the server has ended the connection. */
    boolean isDisconnected() {
        return disconnected;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try {
            InputStream input = socket.getInputStream();
            for (int next = input.read(); next >= 0; next = input.read()) {
                text.append((char) next);
                if (next == '\n' && end == null && COMPLETE.matcher(text).find()) {
                    end = Instant.now();
                }
            }
        } catch (IOException e) {
            text.append("<").append(e.getClass().getSimpleName()).append(">");
        } finally {
            disconnected = true;
            end = end == null ? Instant.now() : end;
        }
    }
}
