package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A policy over tools: the message is judged before the server sees it, and the server then reads it as ever. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class MessagePolicyTest extends DoorTest {
    private static final String ENDPOINT = "/mcp";
    private static final String SCOPES = "files:read files:list";
    /** Rules over ten tools more, of which count may be called without a token, and others are of no server. */
    private static final Path RULES = Path.of("src/test/resources/twelve-tools.json");

    /** For a line of the log. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String METADATA = "resource_metadata=\"" + Servers.METADATA_URL + '"';

    MessagePolicyTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return ServerSpec.all()
                .filter(spec -> spec.transport() != Transport.SSE)
                .map(spec -> spec.setting("tool_scopes", "echo=" + SCOPES + ";ad*=math")
                        .setting("config_file", RULES.toAbsolutePath().toString())
                        .setting("anonymous_discovery", "true")
                        .setting("anonymous_rate", "1000")
                        .setting("challenge", "auto"));
    }

    @Test
    @DisplayName("R20, R21: a tool whose scopes are missing is not called, and the challenge names all of them")
    void missingScopesAreChallengedBeforeTheServerSeesTheMessage() {
        McpHttp alice = client("files:read");

        HttpAnswer refused = alice.callTool("echo", Map.of("text", "hi"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.headers("WWW-Authenticate"))
                .containsExactly("Bearer error=\"insufficient_scope\", scope=\"" + SCOPES + "\", " + METADATA);
        assertThat(refused.json().get("code").asText()).isEqualTo("INSUFFICIENT_PERMISSIONS");
        assertThat(alice.callTool("add", Map.of("a", 1, "b", 1)).headers("WWW-Authenticate"))
                .containsExactly("Bearer error=\"insufficient_scope\", scope=\"math\", " + METADATA);
        assertNothingRan();
    }

    @Test
    @DisplayName("R20: with the scopes the same call goes on, whatever its size, and other tools need none")
    void grantedScopesLetTheServerReadTheWholeMessage() {
        McpHttp alice = client("files:read", "files:list");
        String text = "h\u00e9llo \u4e16\u754c ".repeat(12_000);

        assertThat(alice.callTool("echo", Map.of("text", "hi")).toolText()).isEqualTo("hi");
        assertThat(alice.callTool("echo", Map.of("text", text)).toolText()).isEqualTo(text);
        assertThat(alice.listTools().body()).contains("echo");
        assertRan(2);
    }

    @Test
    @DisplayName("J1 to J4, J7, J9: what could be read as a call of another tool is refused")
    void ambiguousMessagesReachNoHandler() {
        String call = Messages.ECHO;
        String bearer = servers.bearer("alice");
        assertStatus(403, post('[' + "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}," + call + ']', bearer));
        assertStatus(403, post(call.replace("echo", "\\u0065cho").replace("tools/", "tools\\/"), bearer));
        assertStatus(400, post(call.replace("\"name\"", "\"name\":\"whoami\",\"name\""), bearer));
        assertStatus(400, post(call.replace("{\"name\"", "{\"name\":\"whoami\",\"n\\u0061me\""), bearer));
        assertStatus(400, post(call + call, bearer));
        assertStatus(400, post("{\"jsonrpc\":", bearer));
        // Some servers decode a body first, and find that it is none of that coding.
        assertThat(post(call, bearer, "Content-Encoding: gzip").status()).isIn(400, 415);
        assertStatus(
                415, server.sendBody("POST", ENDPOINT, call, bearer, "Content-Type: application/json; charset=utf-16"));
        assertNothingRan();
    }

    @Test
    @DisplayName("J9: a message of more bytes than may be read is refused, announced or not")
    void longMessagesAreRefused() throws IOException {
        String bearer = servers.bearer("alice", "files:read", "files:list");
        String announced = TestServer.request("POST", ENDPOINT, null, bearer, Messages.JSON, "Content-Length: 4194305");
        try (RawHttp connection = RawHttp.connect(server.port(), Duration.ofSeconds(30))) {
            connection.write(announced.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(connection.read(false).status()).isEqualTo(413);
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("R8: chunked messages, those that wait for 100, and those that follow each other are read whole")
    void messagesInPartsAndInLineAreReadWhole() throws IOException {
        String bearer = servers.bearer("alice");
        String length = "Content-Length: " + Messages.INITIALIZE.length();
        String chunks = "10\r\n" + Messages.INITIALIZE.substring(0, 16) + "\r\n"
                + Integer.toHexString(Messages.INITIALIZE.length() - 16) + "\r\n" + Messages.INITIALIZE.substring(16)
                + "\r\n0\r\n\r\n";
        String chunked = head(bearer, "Transfer-Encoding: chunked") + chunks;
        String whole = head(bearer, length) + Messages.INITIALIZE;
        for (String requests : List.of(chunked + whole + chunked, whole + chunked + whole)) {
            try (RawHttp connection = RawHttp.connect(server.port(), Duration.ofSeconds(30))) {
                connection.write(requests.getBytes(StandardCharsets.ISO_8859_1));
                for (int i = 0; i < 3; i++) {
                    HttpAnswer answer = connection.read(false);
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.body()).contains("serverInfo");
                }
            }
        }
        HttpAnswer expecting = server.sendBody(
                "POST", ENDPOINT, Messages.INITIALIZE, bearer, Messages.JSON, Messages.ACCEPT, "Expect: 100-continue");
        assertThat(expecting.body()).contains("serverInfo");
        assertNothingRan();
    }

    @Test
    @DisplayName(
            "without a token a client sees what there is, and calls what a rule lets anybody call, and nothing else")
    void whoBringsNoTokenHasThePublicViewAlone() {
        McpHttp anybody = server.mcp();
        assertThat(anybody.initialize().status()).isEqualTo(200);
        assertThat(anybody.listTools().body()).contains("echo");
        assertThat(anybody.callTool("count", Map.of()).toolText()).containsOnlyDigits();

        assertChallenged(anybody.callTool("echo", Map.of("text", "hi")));
        assertChallenged(anybody.callTool("whoami", Map.of()));
        assertChallenged(post('[' + Messages.INITIALIZE + ',' + Messages.ECHO + ']'));
        assertChallenged(server.sendBody("GET", ENDPOINT, null, "Accept: text/event-stream"));
        assertStatus(401, post(Messages.INITIALIZE, "Authorization: Bearer bad"));
        if (anybody.sessionId() != null) {
            String session = "Mcp-Session-Id: " + anybody.sessionId();
            assertStatus(404, post(Messages.ECHO, session, servers.bearer("alice", "files:read", "files:list")));
            assertStatus(404, server.sendBody("DELETE", ENDPOINT, null, session));
        }
        assertNothingRan();
    }

    private static void assertChallenged(HttpAnswer answer) {
        assertStatus(401, answer);
        assertThat(answer.headers("WWW-Authenticate")).containsExactly("Bearer " + METADATA);
    }

    @Test
    @DisplayName("challenge=auto: a client that looks there alone finds the challenge in the tool's result")
    void knownClientFindsTheChallengeInAResult() {
        for (String token : new String[] {null, servers.token("alice", "files:read")}) {
            HttpAnswer answer = post(
                    Messages.ECHO,
                    token == null ? "X: y" : "Authorization: Bearer " + token,
                    "User-Agent: openai-mcp/1.0.0");
            assertStatus(200, answer);
            assertThat(answer.json().at("/result/isError").asBoolean()).isTrue();
            assertThat(answer.json()
                            .at("/result/_meta")
                            .get("mcp/www_authenticate")
                            .get(0)
                            .asText())
                    .startsWith("Bearer error=\"insufficient_scope\", ")
                    .contains("scope=\"" + SCOPES + "\"")
                    .endsWith(METADATA);
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("names in rules that the server has no tool for are told when it has listed its tools")
    void namesOfNoToolAreTold() {
        JsonNode tools = client("files:read").listTools().json().at("/result/tools");

        assertThat(tools.findValuesAsText("name")).contains("echo");
        String told = server.process()
                .awaitStderr("[mcp-oauth2-agent] WARN rules are about names that the server does not list", LIMIT)
                .orElseThrow();
        assertThat(told).contains("tools/call ").doesNotContain("echo", "ad*", "count");
    }

    @Test
    @DisplayName(
            "R29: a task is its creator's alone, by the id that the response tells, at once or in a stream of events")
    void tasksAreTheirCreatorsAlone() {
        int ran = 0;
        for (String accept : List.of("Accept: application/json, text/event-stream", "Accept: text/event-stream")) {
            HttpAnswer created = tasks(Messages.CREATE_TASK, "alice", accept);
            assertStatus(200, created);
            String id = created.body().replaceAll("(?s).*\"taskId\":\"([^\"]+)\".*", "$1");
            assertThat(id).hasSize(36);

            assertStatus(200, tasks(Messages.getTask(id), "alice", accept));
            assertRan(++ran);
            assertStatus(404, tasks(Messages.getTask(id), "bob", accept));
            assertStatus(404, tasks(Messages.getTask("guessed"), "alice", accept));
            assertRan(ran);
        }
    }

    private HttpAnswer tasks(String message, String user, String accept) {
        return server.sendBody("POST", "/tasks", message, servers.bearer(user), Messages.JSON, accept);
    }

    private String head(String... headers) {
        return TestServer.request("POST", ENDPOINT, null, headers[0], headers[1], Messages.JSON, Messages.ACCEPT);
    }

    private HttpAnswer post(String body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = Messages.JSON;
        all[1] = Messages.ACCEPT;
        return server.sendBody("POST", ENDPOINT, body, all);
    }

    private static void assertStatus(int status, HttpAnswer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    }

    private McpHttp client(String... scopes) {
        McpHttp client = server.mcp().withToken(servers.token("alice", scopes));
        client.initialize();
        return client;
    }
}
