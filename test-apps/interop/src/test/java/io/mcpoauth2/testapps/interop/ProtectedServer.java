package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.TestServer;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** An MCP server behind the agent, to which an issuer's tokens are shown. */
final class ProtectedServer implements AutoCloseable {
    /** A tool that answers with its caller's subject. */
    static final String WHOAMI = "whoami";

    /** What every request needs. */
    static final String SCOPE = "mcp:use";

    /** What a slow machine is given beyond what is promised. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final TestServer server;

    ProtectedServer(TestServer server) {
        this.server = server;
    }

    /** Describes the server that trusts this issuer. */
    static ServerSpec spec(int jdk, Issuer issuer, Map<String, String> settings) {
        ServerSpec spec = ServerSpec.of(ServerKind.SDK2_TOMCAT11, jdk)
                .transport(Transport.STATELESS)
                .withApi()
                .setting("issuer", issuer.url())
                .setting("scopes", SCOPE);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            spec = spec.setting(setting.getKey(), setting.getValue());
        }
        return spec;
    }

    /** Returns a server that other tests use too; it is not to be closed. */
    static ProtectedServer shared(Servers servers, int jdk, Issuer issuer, Map<String, String> settings) {
        return new ProtectedServer(servers.shared(spec(jdk, issuer, settings)));
    }

    /** Starts a server for the caller alone. */
    static ProtectedServer start(Servers servers, int jdk, Issuer issuer, Map<String, String> settings) {
        return new ProtectedServer(servers.start(spec(jdk, issuer, settings)));
    }

    /** Calls a tool. */
    HttpAnswer call(String tool, String token) {
        return call(tool, bearer(token));
    }

    /** Calls a tool with these headers. */
    HttpAnswer call(String tool, Map<String, String> headers) {
        McpHttp client = server.mcp();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            client = client.withHeader(header.getKey(), header.getValue());
        }
        return client.callTool(tool, Map.of());
    }

    /** Reads a document without a token. */
    HttpAnswer read(String path) {
        return server.mcp(path).send("GET");
    }

    /** The handler runs, and knows who is calling. */
    void assertAccepted(String token, String subject) {
        assertAccepted(bearer(token), subject);
    }

    /** The handler runs, and knows who is calling with these headers. */
    void assertAccepted(Map<String, String> headers, String subject) {
        assertAnswers(WHOAMI, headers, subject);
    }

    /** The tool's body runs, and answers this. */
    void assertAnswers(String tool, String token, String text) {
        assertAnswers(tool, bearer(token), text);
    }

    private void assertAnswers(String tool, Map<String, String> headers, String text) {
        long before = server.executions();
        HttpAnswer answer = call(tool, headers);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.isToolError()).as(answer.body()).isFalse();
        assertThat(answer.toolText()).isEqualTo(text);
        assertThat(server.executions()).isEqualTo(before + 1);
    }

    /** The tool's guard refuses with this message, and its body does not run. */
    void assertGuarded(String tool, String token, String message) {
        long before = server.executions();
        HttpAnswer answer = call(tool, token);
        // Spring AI makes a result of it, and the gate answers for a handler whose annotation names the tool.
        String said = answer.isToolError()
                ? answer.toolText()
                : answer.json()
                        .at(answer.status() == 403 ? "/details" : "/error/message")
                        .asText();
        assertThat(said).as(answer.body()).endsWith(message);
        assertThat(server.executions()).isEqualTo(before);
    }

    /** The token is refused for this reason, and no handler runs. */
    void assertRefused(String token, String reason) {
        HttpAnswer answer = assertRefused(token);
        assertThat(answer.json().path("error").asText()).isEqualTo("Token validation failed: " + reason);
    }

    /** The token is refused, and no handler runs. */
    HttpAnswer assertRefused(String token) {
        HttpAnswer answer = refusal(bearer(token), 401, "TOKEN_VALIDATION_ERROR");
        assertThat(answer.header("WWW-Authenticate").orElse("")).startsWith("Bearer error=\"invalid_token\"");
        return answer;
    }

    /** The token is refused for this reason within a bound, and no handler runs from then on. */
    void awaitRefused(String token, String reason, Duration bound) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(bound.plus(MARGIN))
                .until(() -> call(WHOAMI, token).status() == 401);
        assertRefused(token, reason);
    }

    /** The token is good, but lacks the scope that every request needs; no handler runs. */
    void assertForbidden(String token) {
        HttpAnswer answer = refusal(bearer(token), 403, "INSUFFICIENT_PERMISSIONS");
        assertThat(answer.header("WWW-Authenticate").orElse(""))
                .startsWith("Bearer error=\"insufficient_scope\", scope=\"" + SCOPE + "\"");
    }

    /** The token is a client's own, and the server is for users; no scope would help, and no handler runs. */
    void assertUserWanted(String token) {
        HttpAnswer answer = refusal(bearer(token), 403, "INSUFFICIENT_PERMISSIONS");
        assertThat(answer.json().path("details").asText()).startsWith("The token was issued to a client for itself");
        assertThat(answer.headers("WWW-Authenticate")).isEmpty();
    }

    /** The issuer cannot be asked about the token: no handler runs, and a login would not help. */
    void assertUnavailable(String token) {
        HttpAnswer answer = refusal(bearer(token), 503, "INTROSPECTION_ERROR");
        assertThat(answer.header("Retry-After")).hasValue("1");
        assertThat(answer.headers("WWW-Authenticate")).isEmpty();
        assertThat(log()).doesNotContain(token);
    }

    /** Calls a tool with these headers: the answer has this status and code, and no handler runs. */
    HttpAnswer refusal(Map<String, String> headers, int status, String code) {
        long before = server.executions();
        HttpAnswer answer = call(WHOAMI, headers);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
        assertThat(server.executions()).isEqualTo(before);
        return answer;
    }

    /** The agent writes a line of this level that has these words. */
    void awaitLine(String level, String words) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(MARGIN)
                .until(() -> log().lines()
                        .anyMatch(line -> line.startsWith("[mcp-oauth2-agent] " + level) && line.contains(words)));
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    /** Returns what the agent and the server wrote on standard error up to now. */
    String log() {
        return server.process().stderr();
    }

    @Override
    public void close() {
        server.close();
    }
}
