package io.mcpoauth2.testapps.process.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A session of the HTTP+SSE transport: requests are posted, answers come on the stream that opened it. */
final class SseSession implements ToolCaller {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The SDK loses some answers; who waits for one longer only asks again later. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final BlockingQueue<String> data = new LinkedBlockingQueue<>();
    private final URI server;
    private final String token;
    private final Stream<String> lines;
    private final URI messages;
    private int id;

    private SseSession(URI server, String token) throws IOException, InterruptedException {
        this.server = server;
        this.token = token;
        HttpResponse<Stream<String>> stream = client.send(
                request("/sse").header("Accept", "text/event-stream").build(), BodyHandlers.ofLines());
        if (stream.statusCode() != 200) {
            throw new IOException("No stream: " + stream.statusCode());
        }
        lines = stream.body();
        Thread reader = new Thread(this::read, "sse-reader");
        reader.setDaemon(true);
        reader.start();
        String endpoint = next();
        // Java takes a relative reference that is a query for one of a folder.
        messages = server.resolve(endpoint.startsWith("?") ? "/sse" + endpoint : endpoint);
    }

    static SseSession open(int port, String token) {
        try {
            SseSession session = new SseSession(URI.create("http://127.0.0.1:" + port), token);
            session.request(
                    "initialize",
                    Map.of(
                            "protocolVersion",
                            "2024-11-05",
                            "capabilities",
                            Map.of(),
                            "clientInfo",
                            Map.of("name", "test", "version", "1")));
            session.post(Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));
            return session;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public JsonNode call(String tool, Map<String, ?> arguments) {
        try {
            return request("tools/call", Map.of("name", tool, "arguments", arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        lines.close();
    }

    private JsonNode request(String method, Map<String, ?> params) throws IOException, InterruptedException {
        int sent = ++id;
        post(Map.of("jsonrpc", "2.0", "id", sent, "method", method, "params", params));
        JsonNode answer = parse(next());
        while (answer.path("id").asInt(-1) != sent) {
            answer = parse(next());
        }
        return answer;
    }

    private void post(Map<String, ?> message) throws IOException, InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(messages)
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(message)))
                .build();
        HttpResponse<String> response = client.send(post, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException("Message not taken: " + response.statusCode() + " " + response.body());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private String next() throws IOException, InterruptedException {
        String event = data.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (event == null) {
            throw new IOException("Nothing came on the stream within " + LIMIT);
        }
        return event;
    }

    /** Ends with the stream; whoever waits runs into the limit then. */
    private void read() {
        try {
            lines.filter(line -> line.startsWith("data:"))
                    .map(line -> line.substring("data:".length()).strip())
                    .forEach(data::add);
        } catch (UncheckedIOException e) {
            data.add("{}");
        }
    }

    private static JsonNode parse(String json) throws JsonProcessingException {
        return JSON.readTree(json);
    }
}
