package io.mcpoauth2.testapps.harness;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/**
 * A bare MCP client of the Streamable HTTP transport, stateful or stateless, that hides nothing of the responses.
 *
 * <p>It does not react to refusals: no retry, no login. It keeps the session id and protocol version that
 * {@link #initialize} got; copies made by the {@code with} methods start in that session and share its connections.
 */
public final class McpHttp {
    /** The SDK loses some answers; who waits for one longer only asks again later. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String PROTOCOL_VERSION = "2025-06-18";

    private final URI endpoint;
    private final HttpClient client;
    private final Map<String, String> headers;
    private final AtomicLong ids = new AtomicLong();
    private volatile String sessionId;
    private volatile String protocolVersion;

    /** Makes a client of an MCP endpoint that sends no token. */
    public McpHttp(URI endpoint) {
        this(endpoint, builder().build(), Map.of());
    }

    /** Makes a client of an MCP endpoint by TLS that sends no token. */
    public McpHttp(URI endpoint, SSLContext tls) {
        this(endpoint, builder().sslContext(tls).build(), Map.of());
    }

    private McpHttp(URI endpoint, HttpClient client, Map<String, String> headers) {
        this.endpoint = endpoint;
        this.client = client;
        this.headers = headers;
    }

    /** Returns a copy that sends this access token as Bearer. */
    public McpHttp withToken(String token) {
        return withHeader("Authorization", "Bearer " + token);
    }

    /** Returns a copy that sends this header in addition, or in place of one of the same name. */
    public McpHttp withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        McpHttp copy = new McpHttp(endpoint, client, more);
        copy.sessionId = sessionId;
        copy.protocolVersion = protocolVersion;
        return copy;
    }

    /** Returns the session id that the server assigned; null before, and on a stateless server. */
    public String sessionId() {
        return sessionId;
    }

    /** Sends {@code initialize} and, if the server agreed, {@code notifications/initialized}; returns the first answer. */
    public HttpAnswer initialize() {
        return initialize(Map.of());
    }

    /** As {@link #initialize()}, with what the client says it can do. */
    public HttpAnswer initialize(Map<String, ?> capabilities) {
        HttpAnswer answer = request(
                "initialize",
                Map.of(
                        "protocolVersion",
                        PROTOCOL_VERSION,
                        "capabilities",
                        capabilities,
                        "clientInfo",
                        Map.of("name", "harness", "version", "1")));
        if (answer.result().has("protocolVersion")) {
            sessionId = answer.header("Mcp-Session-Id").orElse(null);
            protocolVersion = answer.result().path("protocolVersion").asText();
            notify("notifications/initialized");
        }
        return answer;
    }

    /** Sends {@code tools/list}. */
    public HttpAnswer listTools() {
        return request("tools/list", Map.of());
    }

    /** Sends {@code tools/call}. */
    public HttpAnswer callTool(String name, Map<String, ?> arguments) {
        return request("tools/call", Map.of("name", name, "arguments", arguments));
    }

    /** Sends a JSON-RPC request. */
    public HttpAnswer request(String method, Map<String, ?> params) {
        long id = ids.incrementAndGet();
        return post(JsonText.write(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params)), id);
    }

    /** Sends a JSON-RPC notification. */
    public HttpAnswer notify(String method) {
        return post(JsonText.write(Map.of("jsonrpc", "2.0", "method", method)));
    }

    /** Posts a body as it is; of an event stream in answer, everything up to its end is read. */
    public HttpAnswer post(String body) {
        return post(body, -1);
    }

    /** Sends a request without a body; of an event stream in answer, only the headers are read. */
    public HttpAnswer send(String httpMethod) {
        return exchange(
                request().method(httpMethod, BodyPublishers.noBody()).build(),
                info -> new AnswerSubscriber(text -> isEventStream(info)));
    }

    private HttpAnswer post(String body, long id) {
        HttpRequest request = request()
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpAnswer answer = exchange(
                request,
                info -> new AnswerSubscriber(text -> id >= 0
                        && isEventStream(info)
                        && EventStream.answer(text, id).isPresent()));
        return answer.json().isMissingNode()
                ? new HttpAnswer(
                        answer.status(),
                        answer.headers(),
                        answer.body(),
                        EventStream.answer(answer.body(), id).orElse(MissingNode.getInstance()))
                : answer;
    }

    private HttpRequest.Builder request() {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint).header("Accept", "application/json, text/event-stream");
        if (sessionId != null) {
            request.setHeader("Mcp-Session-Id", sessionId);
        }
        if (protocolVersion != null) {
            request.setHeader("MCP-Protocol-Version", protocolVersion);
        }
        headers.forEach(request::setHeader);
        return request;
    }

    private HttpAnswer exchange(HttpRequest request, BodyHandler<String> handler) {
        CompletableFuture<HttpResponse<String>> pending = client.sendAsync(request, handler);
        try {
            HttpResponse<String> response = pending.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return HttpAnswer.withJsonBody(
                    response.statusCode(), response.headers().map(), response.body());
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException("No answer from " + endpoint, e.getCause()));
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new UncheckedIOException(new IOException("No answer from " + endpoint + " within " + LIMIT, e));
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + endpoint, e);
        }
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT);
    }

    private static boolean isEventStream(HttpResponse.ResponseInfo info) {
        return info.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
    }
}
