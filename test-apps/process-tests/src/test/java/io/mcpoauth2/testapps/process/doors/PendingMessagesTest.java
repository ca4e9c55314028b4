package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.issuer.Client;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages in line on one connection of an event loop, each of which waits until its issuer has said something of its token
 * and is read then: none is lost, none waits for ever, and the answers keep their order.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
@Tag("full")
@Timeout(180)
class PendingMessagesTest extends DoorTest {
    private static final EmbeddedIssuer ISSUER = EmbeddedIssuer.builder()
            .defaultAudience(Servers.AUDIENCE)
            .client(Client.service("mcp-server", "s3cret"))
            .start();
    /** More than comes at once. */
    private static final String LARGE = call("y".repeat(150_000));

    private static final String SMALL = call("small");

    private final HeldAnswers answers = new HeldAnswers(PendingMessagesTest::active);
    private final String first = "reader-" + UUID.randomUUID();
    private final String second = "reader-" + UUID.randomUUID();
    private final String stranger = "stranger-" + UUID.randomUUID();

    PendingMessagesTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return ServerSpec.each(
                        ServerKind.SPRING_AI_WEBFLUX,
                        ServerKind.SDK2_VERTX5,
                        ServerKind.SDK2_VERTX4,
                        ServerKind.KTOR_NETTY,
                        ServerKind.KTOR_CIO,
                        ServerKind.MICRONAUT_MCP,
                        ServerKind.SDK2_UNDERTOW)
                .map(spec -> spec.transport(Transport.STATELESS)
                        .setting("issuer", ISSUER.issuer())
                        .setting("introspection", "opaque")
                        .setting("client_id", "mcp-server")
                        .setting("client_secret", "s3cret")
                        .setting("tool_scopes", "echo=files:read"));
    }

    private static Map<String, ?> active(String token) {
        Map<String, Object> answer = new HashMap<>();
        long now = Instant.now().getEpochSecond();
        answer.put("active", true);
        answer.put("sub", "alice");
        answer.put("aud", Servers.AUDIENCE);
        answer.put("client_id", "client");
        answer.put("iat", now);
        answer.put("exp", now + 600);
        answer.put("scope", token.startsWith("reader") ? "files:read" : "other");
        return answer;
    }

    @BeforeEach
    void holdAnswers() {
        ISSUER.introspection().failWith(answers);
    }

    @AfterAll
    static void closeIssuer() {
        ISSUER.close();
    }

    /** What has been answered may stay with the server until all that has come is: some flush no sooner. */
    @Test
    @DisplayName("R8: a message that has to wait behind one that does not is answered, and so are those behind it")
    void messageThatWaitsBehindAnotherIsAnswered() throws IOException {
        answers.release(first);
        for (String body : new String[] {SMALL, LARGE}) {
            String pending = "reader-" + UUID.randomUUID();
            try (RawHttp connection = connect()) {
                write(connection, announced(first, body) + announced(pending, body) + announced(first, SMALL));
                answers.awaitAsked(pending);
                answers.release(pending);
                assertThat(connection.read(false).body()).contains(text(body));
                assertThat(connection.read(false).body()).contains(text(body));
                assertThat(connection.read(false).body()).contains("small");
            }
        }
        assertRan(6);
    }

    @Test
    @DisplayName("R8: so is a request without a body that waits among them")
    void requestWithoutABodyThatWaitsAmongMessagesIsAnswered() throws IOException {
        answers.release(first);
        String get = TestServer.request("GET", "/none", null, "Authorization: Bearer " + second);
        try (RawHttp connection = connect()) {
            write(connection, announced(first, SMALL) + get + announced(first, SMALL));
            answers.awaitAsked(second);
            answers.release(second);
            assertThat(connection.read(false).body()).contains("small");
            assertThat(connection.read(false).status()).isEqualTo(404);
            assertThat(connection.read(false).body()).contains("small");
        }
        assertRan(2);
    }

    @Test
    @DisplayName("R8: two messages that both wait are answered in their order, whichever is decided first")
    void messagesThatBothWaitAreAnsweredInOrder() throws IOException {
        try (RawHttp connection = connect()) {
            write(connection, announced(first, LARGE) + announced(second, SMALL) + announced(stranger, LARGE));
            answers.awaitAsked(first);
            answers.release(stranger);
            answers.release(second);
            answers.release(first);
            assertThat(connection.read(false).body()).contains("yyyy");
            assertThat(connection.read(false).body()).contains("small");
            assertThat(connection.read(false).status()).isEqualTo(403);
        }
        assertRan(2);
    }

    @Test
    @DisplayName("R8: a body whose other half comes while its ruling is pending, or after it, is read whole")
    void bodyThatComesInPartsAroundItsRulingIsReadWhole() throws IOException {
        answers.release(first);
        String head = head(second, "Transfer-Encoding: chunked");
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        try (RawHttp connection = connect()) {
            write(connection, announced(first, SMALL) + head + chunk);
            answers.awaitAsked(second);
            write(connection, chunk);
            answers.release(second);
            write(connection, Integer.toHexString(SMALL.length()) + "\r\n" + SMALL + "\r\n0\r\n\r\n");
            assertThat(connection.read(false).body()).contains("small");
            assertThat(connection.read(false).body()).contains("small");
            write(connection, announced(first, SMALL));
            assertThat(connection.read(false).body()).contains("small");
        }
        assertRan(3);
    }

    private RawHttp connect() throws IOException {
        return RawHttp.connect(server.port(), TimeLimit.OF_A_WAIT);
    }

    private static void write(RawHttp connection, String text) throws IOException {
        connection.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(String body) {
        return body.equals(LARGE) ? "yyyy" : "small";
    }

    private static String call(String text) {
        return Messages.ECHO.replace("\"x\"", '"' + text + '"');
    }

    private static String announced(String token, String body) {
        return head(token, "Content-Length: " + body.length()) + body;
    }

    private static String head(String token, String length) {
        String bearer = "Authorization: Bearer " + token;
        return TestServer.request("POST", "/mcp", null, bearer, length, Messages.JSON, Messages.ACCEPT);
    }
}
