package io.mcpoauth2.testapps.process;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.TimeLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** A running server, and the ways to talk to it. */
public final class TestServer implements AutoCloseable {
    private static final Duration LIMIT = TimeLimit.OF_A_WAIT;

    private final ServerSpec spec;
    private final ServerProcess process;

    TestServer(ServerSpec spec, ServerProcess process) {
        this.spec = spec;
        this.process = process;
    }

    /** Returns what it was started as. */
    public ServerSpec spec() {
        return spec;
    }

    /** Returns its process. */
    public ServerProcess process() {
        return process;
    }

    /** Returns the port it listens on. */
    public int port() {
        return process.port();
    }

    /** Returns how often handlers, servlets and filters of the application ran. */
    public long executions() {
        return process.executionCount();
    }

    /** Returns an MCP client of {@code /mcp} without a token and without a session. */
    public McpHttp mcp() {
        return mcp("/mcp");
    }

    /** Returns an MCP client of a path, without a token and without a session. */
    public McpHttp mcp(String path) {
        return new McpHttp(URI.create("http://127.0.0.1:" + port() + path));
    }

    /** Returns an MCP client of {@code /mcp} by TLS, without a token and without a session. */
    public McpHttp mcp(SSLContext tls) {
        return new McpHttp(URI.create("https://127.0.0.1:" + port() + "/mcp"), tls);
    }

    /**
     * Sends one request without a body on a TLS connection of its own.
     *
     * @param target as it is to stand in the request line
     * @param headers whole lines, without their ends
     */
    public HttpAnswer send(SSLContext tls, String method, String target, String... headers) {
        try (RawHttp plain = RawHttp.connect(port(), LIMIT);
                RawHttp connection = plain.secure(tls)) {
            connection.write(request(method, target, null, headers).getBytes(StandardCharsets.ISO_8859_1));
            return connection.read(method.equals("HEAD"));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target + " to " + spec, e);
        }
    }

    /**
     * Sends one request without a body on a connection of its own.
     *
     * @param target as it is to stand in the request line
     * @param headers whole lines, without their ends
     */
    public HttpAnswer send(String method, String target, String... headers) {
        return sendBody(method, target, null, headers);
    }

    /**
     * Sends one request on a connection of its own.
     *
     * @param body ISO 8859-1; null for none
     */
    public HttpAnswer sendBody(String method, String target, String body, String... headers) {
        try {
            return RawHttp.exchange(port(), request(method, target, body, headers));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target + " to " + spec, e);
        }
    }

    /** Returns the text of an HTTP/1.1 request; the parameters are those of {@link #sendBody}. */
    public static String request(String method, String target, String body, String... headers) {
        StringBuilder request = new StringBuilder(method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        if (body != null) {
            request.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return request.append("\r\n").append(body == null ? "" : body).toString();
    }

    /** Kills the process. */
    @Override
    public void close() {
        process.close();
    }
}
