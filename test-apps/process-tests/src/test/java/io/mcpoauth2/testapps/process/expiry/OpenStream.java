package io.mcpoauth2.testapps.process.expiry;

import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import javax.net.SocketFactory;

/** A response that goes on: a thread reads whatever comes, and notes when the server has ended it. */
public final class OpenStream implements AutoCloseable {
    private static final Pattern COMPLETE = Pattern.compile("\r\n0\r\n\r\n|\r\nContent-Length: 0\r\n(.+\r\n)*\r\n");

    private final InputStream input;
    /** Null where only a body is read. */
    private final OutputStream output;
    /** Guarded by itself. */
    private final StringBuilder text = new StringBuilder();

    private volatile Instant end;
    private volatile boolean disconnected;
    private volatile boolean broken;

    private OpenStream(InputStream input, OutputStream output) {
        this.input = input;
        this.output = output;
    }

    /** Sends requests on a connection of their own, as they are; the first is to be answered by a stream. */
    public static OpenStream open(TestServer server, String requests) {
        return open(SocketFactory.getDefault(), server, requests);
    }

    /** The same on connections of another kind, those of TLS say. */
    public static OpenStream open(SocketFactory connections, TestServer server, String requests) {
        try {
            Socket socket =
                    connections.createSocket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.port());
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
            return reading(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the body of a response that has begun; closing that ends the client's side of it. */
    public static OpenStream reading(InputStream body) {
        return reading(body, null);
    }

    private static OpenStream reading(InputStream input, OutputStream output) {
        OpenStream stream = new OpenStream(input, output);
        Thread reader = new Thread(stream::read, "open-stream");
        reader.setDaemon(true);
        reader.start();
        return stream;
    }

    /** Sends more on a connection, as it is. */
    void send(String text) {
        try {
            output.write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that has come; headers and chunk sizes too, where a connection is read. */
    public String text() {
        synchronized (text) {
            return text.toString();
        }
    }

    public boolean hasEnded() {
        return end != null;
    }

    /** When the server ended the response, in good order or not. */
    public Instant end() {
        return end;
    }

    /** Whether the server has ended the connection, or what else is read here. */
    public boolean isDisconnected() {
        return disconnected;
    }

    /** Whether that was done so that the response does not look complete. */
    public boolean isBroken() {
        return broken;
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try {
            for (int next = input.read(); next >= 0; next = input.read()) {
                synchronized (text) {
                    text.append((char) next);
                }
                if (next == '\n' && end == null && COMPLETE.matcher(text()).find()) {
                    end = Instant.now();
                }
            }
        } catch (IOException e) {
            broken = true;
        } finally {
            disconnected = true;
            end = end == null ? Instant.now() : end;
        }
    }
}
