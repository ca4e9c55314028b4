package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With a valid token a protected server answers what the same server answers without the agent. */
@ExtendWith(ServersExtension.class)
@Timeout(120)
class ParityTest {

    static Stream<ServerSpec> servers() {
        return DoorSpecs.standard();
    }

    static Stream<ServerSpec> others() {
        return Stream.concat(DoorSpecs.everywhere(), DoorSpecs.furtherTransports());
    }

    @Tag("full")
    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    @DisplayName("R8: status, headers, bodies and executions of a whole session are those of the unprotected server")
    void protectedServerAnswersLikeTheUnprotected(ServerSpec spec, Servers servers) throws IOException {
        assertParity(spec, servers);
    }

    @Tag("full")
    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    @DisplayName("R8: the same on both JDKs, and by every transport")
    void protectedServerAnswersLikeTheUnprotectedEverywhere(ServerSpec spec, Servers servers) throws IOException {
        assertParity(spec, servers);
    }

    private static void assertParity(ServerSpec spec, Servers servers) throws IOException {
        TestServer protectedServer = servers.shared(spec);
        long before = protectedServer.executions();
        String token = servers.token("alice");
        Exchanges actual = visit(protectedServer, token);
        try (TestServer unprotected = servers.start(spec.withoutAgent())) {
            Exchanges expected = visit(unprotected, token);
            expected.answers()
                    .forEach((request, answer) -> assertThat(actual.answers().get(request))
                            .as(request)
                            .isEqualTo(answer));
            assertThat(protectedServer.executions() - before).isEqualTo(unprotected.executions());
            // Else two servers that answer nothing would be equal, too.
            assertThat(expected.answers().values()).anyMatch(answer -> answer.endsWith("hello"));
        }
    }

    private static Exchanges visit(TestServer server, String token) throws IOException {
        Exchanges seen = new Exchanges();
        String bearer = "Authorization: Bearer " + token;
        if (server.spec().transport() == Transport.SSE) {
            try (SseSession session = SseSession.open(server, bearer)) {
                seen.put("SSE session", session.converse());
            }
        } else {
            converse(server, token, seen);
        }
        visitPaths(server, bearer, seen);
        visitOnOneConnection(server, bearer, seen);
        return seen;
    }

    private static void converse(TestServer server, String token, Exchanges seen) throws IOException {
        McpHttp client = server.mcp().withToken(token);
        seen.add("initialize", client.initialize());
        seen.add("tools/list", client.listTools());
        seen.add("tools/call echo", client.callTool("echo", Map.of("text", "h\u00e9llo \u4e16\u754c")));
        seen.add("tools/call add", client.callTool("add", Map.of("a", 20, "b", 22)));
        seen.add("tools/call of no tool", client.callTool("nothing", Map.of()));
        seen.add("no such method", client.request("no/such/method", Map.of()));
        seen.add("ping", client.request("ping", Map.of()));
        seen.add("notification", client.notify("notifications/x"));
        seen.add("no JSON", client.post("no json"));
        openAndLeaveStream(server, "Authorization: Bearer " + token, "Mcp-Session-Id: " + client.sessionId());
        seen.add("tools/call beside a stream", client.callTool("add", Map.of("a", 1, "b", 1)));
        seen.add("DELETE", client.send("DELETE"));
        seen.add("after DELETE", client.listTools());
        seen.add("PUT", client.send("PUT"));
    }

    /** Reads nothing: the SDK sends the headers of its stream with the first event, and there may never be one. */
    private static void openAndLeaveStream(TestServer server, String... headers) throws IOException {
        try (RawHttp connection = RawHttp.connect(server.port(), Duration.ofSeconds(10))) {
            String request = TestServer.request("GET", "/mcp", null, headers[0], headers[1], Messages.ACCEPT);
            connection.write(request.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static void visitPaths(TestServer server, String bearer, Exchanges seen) {
        for (String method : List.of("GET", "HEAD", "OPTIONS", "TRACE", "DELETE")) {
            for (String path : List.of("/hello", "/hello?a=b", "/health/live", "/nothing/here", "/filtered/x")) {
                seen.add(method + ' ' + path, server.send(method, path, bearer));
            }
        }
        for (String path :
                List.of("/async", "/async?end=complete", "/stream", "/stream?events=0", "/hel%6co", "//hello")) {
            seen.add("GET " + path, server.send("GET", path, bearer));
        }
        for (String path : server.spec().kind().hasServlets()
                ? List.of("/async", "/async?end=complete", "/upload", "/upload?read=listener")
                : List.of("/hello")) {
            for (int size : new int[] {0, 1, 1024 * 1024 + 1}) {
                String body = "x".repeat(size);
                seen.add(path + ' ' + size, server.sendBody("POST", path, body, bearer));
                seen.add(
                        path + " chunked " + size,
                        server.sendBody(
                                "POST", path, null, bearer, "Transfer-Encoding: chunked\r\n\r\n" + chunks(body)));
            }
            seen.add(path + " expecting", server.sendBody("POST", path, "abc", bearer, "Expect: 100-continue"));
        }
        seen.add("no version", server.send("GET", "/hello", bearer, "Content-Length: x"));
        seen.add(
                "form",
                server.sendBody("POST", "/hello", "a=b", bearer, "Content-Type: application/x-www-form-urlencoded"));
    }

    private static void visitOnOneConnection(TestServer server, String bearer, Exchanges seen) throws IOException {
        try (RawHttp connection = RawHttp.connect(server.port(), Duration.ofSeconds(30))) {
            for (String request : List.of(
                    TestServer.request("GET", "/hello", null, bearer),
                    TestServer.request("HEAD", "/hello", null, bearer),
                    TestServer.request("POST", "/hello", "abc", bearer),
                    TestServer.request("GET", "/health/x", null),
                    TestServer.request("GET", "/nothing", null, bearer),
                    TestServer.request("GET", "/hello", null, bearer, "Connection: close"))) {
                connection.write(request.getBytes(StandardCharsets.ISO_8859_1));
                HttpAnswer answer = connection.read(request.startsWith("HEAD"));
                seen.add("kept alive: " + request.lines().findFirst().orElseThrow(), answer);
                if (answer.headers("Connection").contains("close")) {
                    return; // The JDK's server ends the connection with its own 404.
                }
            }
        }
    }

    /** Chunks of at most 64 KiB. */
    private static String chunks(String body) {
        StringBuilder chunks = new StringBuilder();
        for (int start = 0; start < body.length(); start += 0x10000) {
            String chunk = body.substring(start, Math.min(body.length(), start + 0x10000));
            chunks.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return chunks.append("0\r\n").toString();
    }
}
