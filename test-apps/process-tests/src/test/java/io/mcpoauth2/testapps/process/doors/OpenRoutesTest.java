package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code protected_routes=none} and {@code presets=off}: the paths are open, and the marked handlers stand alone. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class OpenRoutesTest extends DoorTest {
    private static final String SCOPE = "mcp:admin";

    OpenRoutesTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return ServerSpec.all().map(OpenRoutesTest::open);
    }

    private static ServerSpec open(ServerSpec spec) {
        // The Streamable transports of the SDKs complete their response twice when a tool throws, and then some answers
        // are lost, with the agent and without it.
        boolean stateless = spec.kind().offers(Transport.STATELESS);
        return (stateless ? spec.transport(Transport.STATELESS) : spec)
                .withApi()
                .setting("protected_routes", "none")
                .setting("presets", "off");
    }

    @Test
    @DisplayName("F1: a path without a guarded handler is open")
    void unguardedHandlerIsOpen() {
        assertThat(server.send("GET", "/hello").body()).isEqualTo("hello");
        assertRan(1);
    }

    @Test
    @DisplayName("R6: a token that is brought is judged all the same")
    void badTokenIsRefused() {
        HttpAnswer answer = server.send("GET", "/hello", "Authorization: Bearer no-token");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers("WWW-Authenticate").get(0)).startsWith("Bearer error=\"invalid_token\"");
        assertNothingRan();
    }

    @Test
    @DisplayName("F1: a guarded HTTP handler refuses as the gate would have done")
    void guardedHttpHandlerRefusesWithoutToken() {
        Refusals.assertNoToken(server.send("GET", "/whoami-http"));
        assertNothingRan();
        assertThat(server.send("GET", "/whoami-http", servers.bearer("alice", SCOPE))
                        .body())
                .isEqualTo("alice");
        assertRan(1);
    }

    @Test
    @DisplayName("R20: a guarded HTTP handler answers a missing scope as the gate would have done")
    void guardedHttpHandlerRefusesWithoutScope() {
        HttpAnswer answer = server.send("GET", "/whoami-http", servers.bearer("alice"));
        if (spec.kind() == ServerKind.JDK_HTTP) {
            assertThat(answer.body()).isEqualTo("alice"); // That handler asks for no scope.
            assertRan(1);
        } else {
            Refusals.assertInsufficientScope(answer, SCOPE);
            assertNothingRan();
        }
    }

    @Test
    @DisplayName("R8: a guarded tool does not run without a token, an unguarded one does")
    void guardedToolRefusesWithoutToken() {
        McpHttp nobody = server.mcp();
        nobody.initialize();
        assertThat(nobody.callTool("echo", Map.of("text", "hi")).toolText()).isEqualTo("hi");
        assertRan(1);
        HttpAnswer refused = nobody.callTool("admin", Map.of());
        assertThat(refused.isToolError() || refused.json().has("error")).isTrue();
        assertRan(1);
    }

    @Test
    @DisplayName("R8: a guarded tool runs for the caller of the message that called it")
    void guardedToolRunsWithToken() {
        McpHttp alice = server.mcp().withToken(servers.token("alice", SCOPE));
        alice.initialize();
        assertThat(alice.callTool("admin", Map.of()).toolText()).isEqualTo("admin:alice");
        assertRan(1);
    }
}
