package io.mcpoauth2.testapps.process.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.UncheckedIOException;
import java.util.Map;

/** One user's MCP session, whatever the transport. */
interface ToolCaller extends AutoCloseable {
    /**
     * Returns the JSON-RPC message that answers a call.
     *
     * @throws UncheckedIOException if the server ends the connection without one
     */
    JsonNode call(String tool, Map<String, ?> arguments);

    @Override
    void close();

    static ToolCaller open(TestServer server, String token) {
        if (server.spec().transport() == Transport.SSE) {
            return SseSession.open(server.port(), token);
        }
        McpHttp client = server.mcp().withToken(token);
        HttpAnswer opened = client.initialize();
        if (opened.status() != 200) {
            throw new IllegalStateException("No session: " + opened);
        }
        return new ToolCaller() {
            @Override
            public JsonNode call(String tool, Map<String, ?> arguments) {
                return client.callTool(tool, arguments).json();
            }

            @Override
            public void close() {
                // Sessions end with the server.
            }
        };
    }

    /** The text a tool answered; empty if it did not. */
    default String text(String tool) {
        return call(tool, Map.of())
                .path("result")
                .path("content")
                .path(0)
                .path("text")
                .asText();
    }

    /**
     * What a refused call is answered: the message of the transport's own error, as a tool's error or a JSON-RPC one.
     *
     * <p>When a tool fails, the SDK now and then loses the error, and the session or connection with it ("Client
     * disconnected"), without the agent too; then the call is made again, in a new session.
     */
    static String refusal(TestServer server, String token, String tool) {
        UncheckedIOException lost = null;
        for (int attempt = 0; attempt < 10; attempt++) {
            try (ToolCaller caller = open(server, token)) {
                JsonNode answer = caller.call(tool, Map.of());
                if (answer.has("details")) {
                    return answer.path("details").asText(); // The gate's, before its server saw the call.
                }
                if (answer.has("error")) {
                    return answer.path("error").path("message").asText();
                }
                if (answer.path("result").path("isError").asBoolean()) {
                    return answer.path("result").path("content").toString();
                }
                throw new AssertionError(tool + " was not refused: " + answer);
            } catch (UncheckedIOException e) {
                lost = e;
            }
        }
        throw lost;
    }
}
