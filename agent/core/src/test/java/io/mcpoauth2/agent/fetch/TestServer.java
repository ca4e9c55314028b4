package io.mcpoauth2.agent.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;

/** A web server on loopback whose answers a test sets, and which remembers what it was asked. */
public final class TestServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> credentials = new CopyOnWriteArrayList<>();

    public TestServer() {
        this(address -> HttpServer.create(address, 0));
    }

    /** One that speaks TLS. */
    public TestServer(SSLContext tls) {
        this(address -> {
            HttpsServer secure = HttpsServer.create(address, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls));
            return secure;
        });
    }

    private TestServer(Opening opening) {
        try {
            server = opening.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getRawPath();
            requests.add(path);
            credentials.add(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()) + " " + path);
            answers.getOrDefault(path, status(404)).write(exchange);
        });
        server.start();
    }

    @FunctionalInterface
    private interface Opening {
        HttpServer open(InetSocketAddress address) throws IOException;
    }

    /** Writes one answer. */
    @FunctionalInterface
    public interface Answer {
        void write(HttpExchange exchange) throws IOException;
    }

    public static Answer json(String body) {
        return of(200, body, "Content-Type", "application/json");
    }

    public static Answer status(int status) {
        return of(status, "");
    }

    public static Answer of(int status, String body, String... headers) {
        return of(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Closes the connection without an answer. */
    public static Answer none() {
        return HttpExchange::close;
    }

    public static Answer of(int status, byte[] bytes, String... headers) {
        return exchange -> {
            try (exchange) {
                for (int i = 0; i < headers.length; i += 2) {
                    exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
                }
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        };
    }

    /** A body in the content coding gzip. */
    public static byte[] gzip(byte[] body) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(coded)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return coded.toByteArray();
    }

    public void answer(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** The paths asked for so far, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** The credentials that came, each with the path they came to: {@code [Bearer x] /path}, or {@code [] /path}. */
    public List<String> credentials() {
        return List.copyOf(credentials);
    }

    public URI uri(String path) {
        return URI.create(origin() + path);
    }

    public String origin() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
