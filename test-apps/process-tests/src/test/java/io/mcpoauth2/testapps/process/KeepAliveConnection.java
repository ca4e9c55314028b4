package io.mcpoauth2.testapps.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection of one thread to an MCP endpoint, for many calls in a row: as cheap as it can be, every response read to
 * its end, opened anew when the server ends it.
 */
public final class KeepAliveConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final int port;
    private Socket socket;
    private InputStream input;

    /** Makes one to a port on 127.0.0.1; it is opened when it is needed. */
    public KeepAliveConnection(int port) {
        this.port = port;
    }

    /**
     * Posts a JSON-RPC message.
     *
     * @param headers lines besides those of every MCP request, without their ends
     * @return the status and, behind a space, the body
     */
    public String post(String message, String... headers) throws IOException {
        if (socket == null) {
            connect();
        }
        try {
            socket.getOutputStream().write(request(message, headers));
            return response();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /**
     * Posts a JSON-RPC message and closes the connection, without a look at the answer.
     *
     * @param whole false if the end of the message is to be missing
     */
    public void abandon(boolean whole, String message, String... headers) throws IOException {
        if (socket == null) {
            connect();
        }
        byte[] request = request(message, headers);
        try {
            socket.getOutputStream().write(request, 0, whole ? request.length : request.length - message.length() / 2);
        } finally {
            close();
        }
    }

    private static byte[] request(String message, String... headers) {
        byte[] body = message.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Accept: application/json, text/event-stream\r\nContent-Type: application/json\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    private void connect() throws IOException {
        socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        input = new BufferedInputStream(socket.getInputStream());
    }

    private String response() throws IOException {
        String status = line().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
            last |= lower.startsWith("connection:") && lower.contains("close");
        }
        byte[] body = chunked ? chunks() : input.readNBytes(length);
        if (last) {
            close();
        }
        return status + ' ' + new String(body, StandardCharsets.UTF_8);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.writeBytes(input.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = input.read(); c != '\n'; c = input.read()) {
            if (c < 0) {
                throw new EOFException("The connection ended within the response, or before it");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
