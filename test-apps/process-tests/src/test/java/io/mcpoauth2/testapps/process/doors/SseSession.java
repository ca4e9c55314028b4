package io.mcpoauth2.testapps.process.doors;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A session of the HTTP+SSE transport: the answers come by a stream of their own. Ends when its test times out. */
final class SseSession implements AutoCloseable {
    private final TestServer server;
    private final String bearer;
    private final HttpResponse<InputStream> stream;
    private final BufferedReader events;
    private final String told;

    private SseSession(TestServer server, String bearer, HttpResponse<InputStream> stream) throws IOException {
        this.server = server;
        this.bearer = bearer;
        this.stream = stream;
        this.events = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
        this.told = data();
    }

    /**
     * Opens the stream at {@code /sse}.
     *
     * @param bearer header line
     */
    static SseSession open(TestServer server, String bearer) {
        return open(server, "/sse", bearer);
    }

    /** The same elsewhere. */
    static SseSession open(TestServer server, String path, String bearer) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Accept", "text/event-stream")
                .header("Authorization", bearer.substring("Authorization: ".length()))
                .build();
        try {
            return new SseSession(
                    server,
                    bearer,
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .build()
                            .send(request, BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where its messages are sent: path and query. */
    String endpoint() {
        URI uri = URI.create(told.startsWith("?") ? "/sse" + told : told);
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + '?' + uri.getRawQuery();
    }

    /** Initializes, and calls a tool; returns all that was answered but the session's id. */
    String converse() throws IOException {
        List<String> seen = new ArrayList<>();
        seen.add(stream.statusCode() + " " + stream.headers().map().get("content-type"));
        seen.add(told.substring(0, Math.max(0, told.indexOf('='))));
        String endpoint = endpoint();
        for (String message : List.of(Messages.INITIALIZE, Messages.INITIALIZED, Messages.ECHO)) {
            HttpAnswer posted = server.sendBody("POST", endpoint, message, Messages.JSON, bearer);
            seen.add(posted.status() + posted.body());
            if (message.contains("\"id\"")) {
                seen.add(data());
            }
        }
        return String.join("\n", seen);
    }

    @Override
    public void close() throws IOException {
        events.close();
    }

    /** Returns the data of the next event that has some. */
    private String data() throws IOException {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith("data:")) {
                return line.substring("data:".length()).strip();
            }
        }
        throw new IOException("The event stream has ended");
    }
}
