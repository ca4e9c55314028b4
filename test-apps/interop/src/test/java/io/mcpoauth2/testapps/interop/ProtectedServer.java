package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.Map;

/** An MCP server behind the agent, to which an issuer's tokens are shown. */
final class ProtectedServer implements AutoCloseable {
    /** A tool that answers with its caller's subject. */
    static final String WHOAMI = "whoami";

    /** What every request needs. */
    static final String SCOPE = "mcp:use";

    private final TestServer server;

    private ProtectedServer(TestServer server) {
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
        return server.mcp().withToken(token).callTool(tool, Map.of());
    }

    /** The handler runs, and knows who is calling. */
    void assertAccepted(String token, String subject) {
        assertAnswers(WHOAMI, token, subject);
    }

    /** The tool's body runs, and answers this. */
    void assertAnswers(String tool, String token, String text) {
        long before = server.executions();
        HttpAnswer answer = call(tool, token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.isToolError()).as(answer.body()).isFalse();
        assertThat(answer.toolText()).isEqualTo(text);
        assertThat(server.executions()).isEqualTo(before + 1);
    }

    /** The tool's guard refuses with this message, and its body does not run. */
    void assertGuarded(String tool, String token, String message) {
        long before = server.executions();
        HttpAnswer answer = call(tool, token);
        assertThat(answer.json().path("error").path("message").asText())
                .as(answer.body())
                .endsWith(message);
        assertThat(server.executions()).isEqualTo(before);
    }

    /** The token is refused for this reason, and no handler runs. */
    void assertRefused(String token, String reason) {
        HttpAnswer answer = assertRefused(token);
        assertThat(answer.json().path("error").asText()).isEqualTo("Token validation failed: " + reason);
    }

    /** The token is refused, and no handler runs. */
    HttpAnswer assertRefused(String token) {
        long before = server.executions();
        HttpAnswer answer = call(WHOAMI, token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.json().path("code").asText()).isEqualTo("TOKEN_VALIDATION_ERROR");
        assertThat(answer.header("WWW-Authenticate").orElse("")).startsWith("Bearer error=\"invalid_token\"");
        assertThat(server.executions()).isEqualTo(before);
        return answer;
    }

    /** The token is good, but lacks the scope that every request needs; no handler runs. */
    void assertForbidden(String token) {
        long before = server.executions();
        HttpAnswer answer = call(WHOAMI, token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate").orElse(""))
                .startsWith("Bearer error=\"insufficient_scope\", scope=\"" + SCOPE + "\"");
        assertThat(server.executions()).isEqualTo(before);
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
