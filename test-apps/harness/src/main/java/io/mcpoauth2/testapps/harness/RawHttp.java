package io.mcpoauth2.testapps.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One connection to a server on this machine that sends bytes as given, for requests no HTTP client would send.
 *
 * <p>Requests may follow each other on it. All reading and connecting ends at the connection's deadline.
 */
public final class RawHttp implements AutoCloseable {
    private final Socket socket;
    private final long deadline;

    private RawHttp(Socket socket, long deadline) {
        this.socket = socket;
        this.deadline = deadline;
    }

    /** Connects to a port on 127.0.0.1; everything on the connection has to be over within the limit. */
    public static RawHttp connect(int port, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        Socket socket = new Socket();
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            socket.connect(new InetSocketAddress(loopback, port), millisUntil(deadline));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return new RawHttp(socket, deadline);
    }

    /** Makes the connection one of TLS, which checks that the server is who it should be. */
    public RawHttp secure(SSLContext context) throws IOException {
        socket.setSoTimeout(millisUntil(deadline));
        String host = socket.getInetAddress().getHostAddress();
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return new RawHttp(secure, deadline);
    }

    /**
     * Sends one request on a connection of its own, within five minutes; {@code \r\n} has to be written out.
     *
     * @param request its characters become the bytes of the same value (ISO 8859-1)
     * @throws java.io.EOFException if the server closes without a response
     */
    public static HttpAnswer exchange(int port, String request) throws IOException {
        try (RawHttp connection = connect(port, TimeLimit.OF_A_WAIT)) {
            connection.write(request.getBytes(StandardCharsets.ISO_8859_1));
            return connection.read(request.startsWith("HEAD "));
        }
    }

    /** Sends bytes as they are. */
    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /**
     * Reads the next final response.
     *
     * @param headRequest whether it answers a HEAD request, so that no body follows whatever the headers say
     * @throws java.io.EOFException if the connection ends before it is complete
     * @throws SocketTimeoutException if the time is up before it is complete
     */
    public HttpAnswer read(boolean headRequest) throws IOException {
        return new RawResponseReader(this::readByte).read(headRequest);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private int readByte() throws IOException {
        socket.setSoTimeout(millisUntil(deadline));
        return socket.getInputStream().read();
    }

    private static int millisUntil(long deadline) throws SocketTimeoutException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("The time of the connection is up");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }
}
