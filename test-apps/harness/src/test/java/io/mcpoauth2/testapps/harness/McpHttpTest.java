package io.mcpoauth2.testapps.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class McpHttpTest {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private McpHttp client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/mcp", this::answer);
        server.start();
        client =
                new McpHttp(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp"));
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void initializeKeepsTheSessionAndTheVersionForLaterRequests() {
        HttpAnswer answer = client.initialize();

        assertThat(answer.result().path("protocolVersion").asText()).isEqualTo("2025-03-26");
        assertThat(client.sessionId()).isEqualTo("s1");
        client.listTools();
        assertThat(requests)
                .containsExactly(
                        "POST initialize session null version null token null",
                        "POST notifications/initialized session s1 version 2025-03-26 token null",
                        "POST tools/list session s1 version 2025-03-26 token null");
    }

    @Test
    void answerInAnEventStreamThatStaysOpenIsFoundAmongOtherMessages() {
        HttpAnswer answer = client.callTool("echo", Map.of("text", "hello"));

        assertThat(answer.toolText()).isEqualTo("hello");
        assertThat(answer.isToolError()).isFalse();
        assertThat(answer.header("content-type")).hasValue("text/event-stream");
        assertThat(end.getCount()).isEqualTo(1);
    }

    @Test
    void copyWithATokenStartsInTheSessionOfItsOrigin() {
        client.initialize();

        client.withToken("abc").listTools();

        assertThat(requests).last().isEqualTo("POST tools/list session s1 version 2025-03-26 token Bearer abc");
    }

    @Test
    void openStreamIsAnsweredWithItsHeadersAlone() {
        HttpAnswer answer = client.send("GET");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().isMissingNode()).isTrue();
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode message = new ObjectMapper().readTree(exchange.getRequestBody());
        String method = message.path("method").asText();
        requests.add(exchange.getRequestMethod() + " " + method
                + " session " + exchange.getRequestHeaders().getFirst("Mcp-Session-Id")
                + " version " + exchange.getRequestHeaders().getFirst("MCP-Protocol-Version")
                + " token " + exchange.getRequestHeaders().getFirst("Authorization"));
        String answer = "{\"jsonrpc\":\"2.0\",\"id\":" + message.path("id").asLong();
        if (method.equals("initialize")) {
            exchange.getResponseHeaders().add("Mcp-Session-Id", "s1");
            json(exchange, answer + ",\"result\":{\"protocolVersion\":\"2025-03-26\"}}");
        } else if (method.equals("tools/call") || exchange.getRequestMethod().equals("GET")) {
            String text = message.at("/params/arguments/text").asText();
            stream(
                    exchange,
                    ": comment\n\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":1}\n\nevent: message\r\ndata: "
                            + answer + ",\ndata: \"result\":{\"content\":[{\"type\":\"text\",\"text\":\""
                            + text + "\"}]}}\r\n\r\n");
        } else {
            json(exchange, answer + ",\"result\":{}}");
        }
    }

    private static void json(HttpExchange exchange, String body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void stream(HttpExchange exchange, String events) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(events.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        try {
            end.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }
}
