package io.mcpoauth2.testapps.process;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.TimeLimit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** A client whose requests to a server share one connection of HTTP/2 over TLS. */
public final class Http2Client {
    private static final Duration LIMIT = TimeLimit.OF_A_WAIT;
    private static final String ACCEPT = "application/json, text/event-stream";

    private final HttpClient client;
    private final TestServer server;

    /** A server of each kind that speaks HTTP/2, over TLS. */
    public static Stream<ServerSpec> servers() {
        Stream<ServerSpec> servlets = Stream.of(
                        ServerSpec.of(ServerKind.SDK2_TOMCAT11, 17),
                        ServerSpec.of(ServerKind.SDK2_JETTY12, 25),
                        ServerSpec.of(ServerKind.SDK2_UNDERTOW, 25))
                .map(spec -> spec.argument("http2=true"));
        ServerSpec webFlux = ServerSpec.of(ServerKind.SPRING_AI_WEBFLUX, 17).argument("--server.http2.enabled=true");
        ServerSpec ktor = ServerSpec.of(ServerKind.KTOR_NETTY, 17).argument("http2=true");
        ServerSpec quarkus = ServerSpec.of(ServerKind.QUARKUS_MCP, 25);
        ServerSpec vertx = ServerSpec.of(ServerKind.SDK2_VERTX5, 25);
        ServerSpec helidon = ServerSpec.of(ServerKind.HELIDON_MCP, 25).argument("http2=true");
        ServerSpec micronaut = ServerSpec.of(ServerKind.MICRONAUT_MCP, 17).argument("http2=true");
        return Stream.concat(servlets, Stream.of(webFlux, ktor, quarkus, vertx, helidon, micronaut))
                .map(ServerSpec::withTls);
    }

    /** Connects at the first request. */
    public Http2Client(TestServer server, SSLContext tls) {
        this.server = server;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(tls)
                .connectTimeout(LIMIT)
                .build();
    }

    /**
     * Sends a GET request, and reads the body only as far as the caller does.
     *
     * @throws IllegalStateException if the server does not speak HTTP/2
     */
    public HttpResponse<InputStream> get(String target, String token) {
        return send(request(target).header("Authorization", "Bearer " + token).build());
    }

    /** Sends a HEAD request without a token, and reads what is there of a body. */
    public HttpAnswer headWithoutToken(String target) {
        return answer(send(request(target)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build()));
    }

    /**
     * Sends a message to {@code /mcp}, whose response may be an event stream.
     *
     * @param json in one part with its length, or in parts without one
     */
    public HttpAnswer post(String json, boolean inParts, String token) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        HttpRequest.BodyPublisher publisher = inParts
                ? HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                : HttpRequest.BodyPublishers.ofByteArray(body);
        return post("/mcp", publisher, ACCEPT, token);
    }

    /** Sends a message to any path, whose response may be an event stream. */
    public HttpAnswer post(String target, String json, String accept, String token) {
        return post(target, HttpRequest.BodyPublishers.ofString(json), accept, token);
    }

    /** Sends a message of a session to {@code /mcp}. */
    public HttpAnswer postInSession(String session, String json, String token) {
        return answer(send(post("/mcp", ACCEPT, token)
                .header("Mcp-Session-Id", session)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build()));
    }

    private HttpAnswer post(String target, HttpRequest.BodyPublisher body, String accept, String token) {
        return answer(send(post(target, accept, token).POST(body).build()));
    }

    private HttpRequest.Builder post(String target, String accept, String token) {
        return request(target)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", accept);
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + target))
                .timeout(LIMIT);
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            if (response.version() != HttpClient.Version.HTTP_2) {
                throw new IllegalStateException("Answered by " + response.version());
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends a GET request, and reads the whole of its answer. */
    public HttpAnswer getAll(String target, String token) {
        return answer(get(target, token));
    }

    private static HttpAnswer answer(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return HttpAnswer.withJsonBody(
                    response.statusCode(),
                    response.headers().map(),
                    new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
