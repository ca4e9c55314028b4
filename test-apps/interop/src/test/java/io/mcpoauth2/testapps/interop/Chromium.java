package io.mcpoauth2.testapps.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpoauth2.testapps.harness.ListeningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chromium without a window, which a user steers by WebDriver. */
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ListeningProcess driver;
    private final String session;

    private Chromium(ListeningProcess driver) {
        this.driver = driver;
        Map<String, Object> options =
                Map.of("args", List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"));
        this.session = "/session/"
                + send(
                                "POST",
                                "/session",
                                Map.of("capabilities", Map.of("alwaysMatch", Map.of("goog:chromeOptions", options))))
                        .get("sessionId")
                        .asText();
    }

    static Chromium start() {
        ListeningProcess driver = ListeningProcess.start(
                new ProcessBuilder("chromedriver", "--port=0"),
                List.of(),
                "ChromeDriver was started successfully on port ",
                LIMIT);
        boolean started = false;
        try {
            Chromium browser = new Chromium(driver);
            started = true;
            return browser;
        } finally {
            if (!started) {
                driver.close();
            }
        }
    }

    void open(String address) {
        send("POST", session + "/url", Map.of("url", address));
    }

    /** Returns the text of the first element that a CSS selector finds; empty if there is none, or none any more. */
    Optional<String> text(String selector) {
        return element(selector)
                .flatMap(element -> tried("GET", session + "/element/" + element + "/text", null))
                .map(JsonNode::asText);
    }

    boolean has(String selector) {
        return element(selector).isPresent();
    }

    void type(String selector, String text) {
        send("POST", session + "/element/" + element(selector).orElseThrow() + "/value", Map.of("text", text));
    }

    void click(String selector) {
        send("POST", session + "/element/" + element(selector).orElseThrow() + "/click", Map.of());
    }

    private Optional<String> element(String selector) {
        return tried("POST", session + "/element", Map.of("using", "css selector", "value", selector))
                .map(found -> found.get(ELEMENT).asText());
    }

    private JsonNode send(String method, String path, Object body) {
        JsonNode answer = exchange(method, path, body);
        if (answer.has("error")) {
            throw new IllegalStateException(method + " " + path + ": " + answer);
        }
        return answer;
    }

    private Optional<JsonNode> tried(String method, String path, Object body) {
        JsonNode answer = exchange(method, path, body);
        return answer.has("error") ? Optional.empty() : Optional.of(answer);
    }

    private JsonNode exchange(String method, String path, Object body) {
        try {
            String port = driver.place().replace(".", "");
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(LIMIT)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            return JSON.readTree(client.send(request, BodyHandlers.ofString()).body())
                    .get("value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the browser", e);
        }
    }

    /** Its driver takes the browser along. */
    @Override
    public void close() {
        driver.close();
    }
}
