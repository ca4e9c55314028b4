package io.mcpoauth2.testapps.company.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.harness.WebSocketClient;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each of Quarkus' ways to run a tool knows who calls, whatever brought the message; standard input has no caller. */
@Tag("full")
@Timeout(180)
class QuarkusTransportsTest {
    private static final List<String> TOOLS = List.of("worker", "eventLoop", "virtual", "later", "marked");
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"test","version":"1"}}}""";
    private static final String INITIALIZED = """
            {"jsonrpc":"2.0","method":"notifications/initialized"}""";

    private static final int ATTEMPTS = 5;
    private static final int SECONDS_OF_AN_ATTEMPT = 20;

    private static EmbeddedIssuer issuer;

    private final QuarkusServer server = QuarkusServer.onFreePorts();

    @BeforeAll
    static void startIssuer() {
        issuer =
                EmbeddedIssuer.builder().defaultAudience(QuarkusServer.AUDIENCE).start();
    }

    @AfterAll
    static void stopIssuer() {
        issuer.close();
    }

    @ParameterizedTest(name = "on JDK {0}")
    @ValueSource(ints = {17, 25})
    void toolsKnowTheirCallersByHttp(int jdk) {
        try (ServerProcess process = server.start(jdk, issuer, Map.of())) {
            assertThat(mcp().initialize().status()).isEqualTo(401);
            assertThat(mcp().callTool("worker", Map.of()).status()).isEqualTo(401);
            assertThat(process.executionCount()).isZero();
            for (String user : List.of("alice", "bob")) {
                McpHttp mcp = mcp().withToken(token(user));
                assertThat(mcp.initialize().status()).isEqualTo(200);
                for (String tool : TOOLS) {
                    assertThat(mcp.callTool(tool, Map.of()).toolText()).as(tool).isEqualTo(user);
                }
            }
        }
    }

    @ParameterizedTest(name = "on JDK {0}")
    @ValueSource(ints = {17, 25})
    void toolsKnowTheirCallersByWebSocketWhichEndsWithItsToken(int jdk) throws IOException {
        try (ServerProcess process = server.start(jdk, issuer, Map.of())) {
            assertThatThrownBy(() -> WebSocketClient.open(socket(), ""))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
            try (WebSocketClient alice = session(token("alice"));
                    WebSocketClient bob = session(token("bob"))) {
                for (String tool : TOOLS) {
                    assertThat(call(alice, tool)).as(tool).isEqualTo("alice");
                    assertThat(call(bob, tool)).as(tool).isEqualTo("bob");
                }
                Instant expiry = Instant.now().plusSeconds(10).truncatedTo(ChronoUnit.SECONDS);
                try (WebSocketClient carol =
                        session(issuer.mint(TokenSpec.valid().subject("carol").expiresAt(expiry)))) {
                    assertThat(call(carol, "worker")).isEqualTo("carol");
                    carol.awaitClose();
                    assertThat(Instant.now()).isAfterOrEqualTo(expiry);
                }
                assertThat(call(alice, "worker")).isEqualTo("alice");
            }
            assertThat(process.executionCount()).isEqualTo(2 * TOOLS.size() + 2);
        }
    }

    /** No request brings such a message, so that its refusal is an error of JSON-RPC. */
    @ParameterizedTest(name = "on JDK {0}")
    @ValueSource(ints = {17, 25})
    void rulesHoldForMessagesOfWebSockets(int jdk) throws IOException {
        String scopes = TOOLS.stream().map(tool -> tool + "=math").collect(Collectors.joining(";"));
        try (ServerProcess process = server.start(jdk, issuer, Map.of("tool_scopes", scopes))) {
            try (WebSocketClient alice = session(token("alice"))) {
                for (String tool : TOOLS) {
                    assertThat(alice.ask(message(1, tool)))
                            .as(tool)
                            .contains("\"error\"")
                            .doesNotContain("\"result\"");
                }
            }
            assertThat(process.executionCount()).isZero();
            String token = issuer.mint(TokenSpec.valid().subject("bob").scopes("math"));
            try (WebSocketClient bob = session(token)) {
                for (String tool : TOOLS) {
                    assertThat(call(bob, tool)).as(tool).isEqualTo("bob");
                }
            }
            assertThat(process.executionCount()).isEqualTo(TOOLS.size());
        }
    }

    /** An exempt path opens no endpoint: the messages have no caller. */
    @ParameterizedTest(name = "on JDK {0}")
    @ValueSource(ints = 25)
    void exemptWebSocketHasNobodysMessagesRefused(int jdk) {
        try (ServerProcess process = server.start(jdk, issuer, Map.of("exempt_routes", "/mcp/socket"))) {
            for (String token : List.of("", token("alice"))) {
                try (WebSocketClient nobody = WebSocketClient.open(socket(), token)) {
                    nobody.awaitClose();
                }
            }
            assertThat(process.executionCount()).isZero();
        }
    }

    @ParameterizedTest(name = "on JDK {0}")
    @ValueSource(ints = {17, 25})
    void standardInputNeedsNoTokenAndHttpBesideItDoes(int jdk) {
        try (ServerProcess process = server.startWithStdio(jdk, issuer)) {
            answer(process, 0, INITIALIZE);
            process.send(INITIALIZED);
            for (int id = 1; id < TOOLS.size(); id++) {
                assertThat(answer(process, id, message(id, TOOLS.get(id - 1)))).contains("\"text\":\"nobody\"");
            }
            assertThat(answer(process, 10, message(10, "marked")))
                    .contains("\"error\"")
                    .doesNotContain("\"result\"");

            // It listens by now, or soon.
            McpHttp alice = mcp().withToken(token("alice"));
            await().atMost(TimeLimit.OF_A_WAIT)
                    .ignoreExceptions()
                    .until(() -> alice.initialize().status() == 200);
            assertThat(mcp().callTool("worker", Map.of()).status()).isEqualTo(401);
            assertThat(answer(process, 11, message(11, "count"))).contains("\"text\":\"" + (TOOLS.size() - 1) + "\"");
            assertThat(alice.callTool("worker", Map.of()).toolText()).isEqualTo("alice");
            assertThat(answer(process, 12, message(12, "worker"))).contains("\"text\":\"nobody\"");
        }
    }

    @ParameterizedTest(name = "on JDK {0}")
    @ValueSource(ints = {17, 25})
    void managementInterfaceIsProtectedButForWhatIsExemptOnItsPort(int jdk) throws IOException {
        Map<String, String> settings = Map.of("exempt_routes", ":" + server.management() + "/health/*");
        try (ServerProcess process = server.start(jdk, issuer, settings)) {
            // It begins to listen after the main port.
            await().atMost(TimeLimit.OF_A_WAIT)
                    .ignoreExceptions()
                    .until(() -> get(server.management(), "/admin").status() == 401);
            assertThat(get(server.port(), "/health/live").status()).isEqualTo(401);
            assertThat(process.executionCount()).isZero();
            assertThat(get(server.management(), "/health/live").body()).isEqualTo("ok");
            assertThat(get(server.management(), "/admin", "Authorization: Bearer " + token("alice"))
                            .body())
                    .isEqualTo("ok");
        }
    }

    /** Sends a message by standard input and waits for the line that answers it. */
    private static String answer(ServerProcess process, int id, String message) {
        process.send(message);
        String mark = "\"id\":" + id + ",";
        await().atMost(TimeLimit.OF_A_WAIT).until(() -> process.stdout().contains(mark) || !process.isAlive());
        return process.stdout()
                .lines()
                .filter(line -> line.contains(mark))
                .findFirst()
                .orElseThrow(() -> new AssertionError("It has ended: " + process.stderr()));
    }

    /** The server loses a message that is there before another of its threads has noted the connection: another one is tried. */
    private WebSocketClient session(String token) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            WebSocketClient session = WebSocketClient.open(socket(), token);
            session.send(INITIALIZE);
            Optional<String> answer = session.next(SECONDS_OF_AN_ATTEMPT);
            if (answer.isPresent()) {
                assertThat(answer.get()).contains("\"protocolVersion\"");
                session.send(INITIALIZED);
                return session;
            }
            session.close();
        }
        throw new AssertionError("No session was opened");
    }

    private static String call(WebSocketClient session, String tool) throws IOException {
        return new ObjectMapper()
                .readTree(session.ask(message(1, tool)))
                .at("/result/content/0/text")
                .asText();
    }

    private static String message(int id, String tool) {
        return """
                {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"%s","arguments":{}}}""".formatted(id, tool);
    }

    private static HttpAnswer get(int port, String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return RawHttp.exchange(port, request.append("\r\n").toString());
    }

    private McpHttp mcp() {
        return new McpHttp(URI.create("http://127.0.0.1:" + server.port() + "/mcp"));
    }

    private URI socket() {
        return URI.create("ws://127.0.0.1:" + server.port() + "/mcp/socket");
    }

    private static String token(String subject) {
        return issuer.mint(TokenSpec.valid().subject(subject));
    }
}
