package io.mcpoauth2.testapps.process.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcpoauth2.testapps.issuer.Fault;
import io.mcpoauth2.testapps.issuer.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Where an issuer's keys are: they change, and their place fails in the ways that a test asks for. */
final class KeyPort implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final InetSocketAddress address;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Publication publication;
    private volatile Fault fault;
    private HttpServer server;
    /** Keeps the port while nobody listens on it. */
    private Socket placeholder;

    /** Keys, and how often they were served. */
    private record Publication(List<SigningKey> keys, AtomicInteger served) {
        Publication(List<SigningKey> keys) {
            this(List.copyOf(keys), new AtomicInteger());
        }
    }

    KeyPort(SigningKey key) throws IOException {
        publication = new Publication(List.of(key));
        listen(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        address = server.getAddress();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + address.getPort() + "/jwks");
    }

    void publish(SigningKey... keys) {
        publication = new Publication(List.of(keys));
    }

    /** Returns how often the keys that are published now were served. */
    int served() {
        return publication.served().get();
    }

    /** Returns how many requests have met a fault. */
    int failures() {
        return failures.get();
    }

    void failWith(Fault newFault) {
        fault = newFault;
    }

    void recover() {
        fault = null;
    }

    /** Refuses connections from now on. */
    void refuse() throws IOException {
        server.stop(0);
        placeholder = new Socket();
        placeholder.setReuseAddress(true);
        placeholder.bind(address);
    }

    /** Takes connections again. */
    void listen() throws IOException {
        placeholder.close();
        listen(address);
    }

    private void listen(InetSocketAddress where) throws IOException {
        server = HttpServer.create(where, 0);
        server.createContext("/jwks", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Fault failing = fault;
            if (failing != null) {
                failures.incrementAndGet();
                failing.answer(exchange);
                return;
            }
            Publication current = publication;
            byte[] body = JSON.writeValueAsBytes(Map.of(
                    "keys", current.keys().stream().map(SigningKey::publicJwk).toList()));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            current.served().incrementAndGet();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
