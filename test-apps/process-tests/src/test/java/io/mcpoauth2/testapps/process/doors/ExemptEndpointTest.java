package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.io.EOFException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers whose MCP endpoint somebody has exempted, and whose other paths need a scope. */
@ParameterizedClass(name = "{0}")
@MethodSource("exemptEndpoints")
class ExemptEndpointTest extends DoorTest {
    private static final String SCOPE = "mcp:admin";

    ExemptEndpointTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> exemptEndpoints() {
        return DoorSpecs.exemptEndpoints();
    }

    @Test
    @DisplayName(
            "I1: the MCP SDK's transport refuses what comes by an exempt path, with a token too, as nobody checked it")
    void transportBehindAnExemptPathRefuses() {
        for (String header : List.of("Accept: application/json", servers.bearer("alice", SCOPE))) {
            for (String json : List.of(Messages.INITIALIZE, Messages.ECHO, Messages.INITIALIZED)) {
                if (spec.kind() == ServerKind.JDK_HTTP) {
                    // No transport of the SDK: the session refuses, and this handler closes the exchange on exceptions.
                    assertThatThrownBy(() -> message(json, header)).hasRootCauseInstanceOf(EOFException.class);
                } else {
                    HttpAnswer answer = message(json, header);
                    // The session refuses there, too, and the handler makes an error of that.
                    boolean handwritten =
                            spec.kind() == ServerKind.SDK2_VERTX5 || spec.kind() == ServerKind.SDK2_VERTX4;
                    assertThat(answer.status()).isEqualTo(handwritten ? 500 : 401);
                    assertThat(answer.headers("Mcp-Session-Id")).isEmpty();
                }
            }
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("I3: nor does the transport open a stream or end a session there")
    void transportBehindAnExemptPathOpensNoStream() {
        String path = spec.transport() == Transport.SSE ? "/sse" : "/mcp";
        for (String method : List.of("GET", "DELETE")) {
            HttpAnswer answer = server.send(method, path, "Accept: text/event-stream", "Mcp-Session-Id: x");
            // Transports without streams or sessions have no such method.
            assertThat(answer.status()).isIn(401, 404, 405);
            assertThat(answer.headers("Content-Type")).doesNotContain("text/event-stream");
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("R20: a token without the needed scope is 403 insufficient_scope, naming it")
    void tokenWithoutTheScopeIsRefusedWithTheScope() {
        for (String bearer : List.of(
                servers.bearer("alice"),
                servers.bearer("alice", "mcp:admi"),
                servers.bearer("alice", "mcp:admins", "MCP:ADMIN", "other"))) {
            Refusals.assertInsufficientScope(server.send("GET", "/hello", bearer), SCOPE);
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("R16: the challenge to a request without token names the scope")
    void challengeNamesTheScope() {
        HttpAnswer answer = server.send("GET", "/hello");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers("WWW-Authenticate"))
                .containsExactly("Bearer resource_metadata=\"" + Servers.METADATA_URL + "\", scope=\"" + SCOPE + '"');
        assertNothingRan();
    }

    @Test
    @DisplayName("R18: the metadata document names the scope")
    void metadataNamesTheScope() {
        HttpAnswer answer = server.send("GET", "/.well-known/oauth-protected-resource/mcp");
        assertThat(answer.json().path("scopes_supported").toString()).isEqualTo("[\"" + SCOPE + "\"]");
    }

    private HttpAnswer message(String json, String header) {
        String path = spec.transport() != Transport.SSE
                ? "/mcp"
                : spec.kind().isKtor() ? "/sse?sessionId=x" : "/mcp/message?sessionId=x";
        return server.sendBody("POST", path, json, Messages.JSON, Messages.ACCEPT, header);
    }
}
