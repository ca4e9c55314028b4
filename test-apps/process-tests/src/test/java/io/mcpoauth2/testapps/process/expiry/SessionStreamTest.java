package io.mcpoauth2.testapps.process.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The streams by which MCP sessions hear from their server. */
@ExtendWith(ServersExtension.class)
@Timeout(90)
class SessionStreamTest {

    static Stream<ServerSpec> streamable() {
        return Stream.of(
                        ServerSpec.of(ServerKind.SDK2_TOMCAT11, 25),
                        ServerSpec.of(ServerKind.SDK2_JETTY12, 17),
                        ServerSpec.of(ServerKind.SPRING_AI_WEBFLUX, 17),
                        ServerSpec.of(ServerKind.KTOR_NETTY, 25),
                        ServerSpec.of(ServerKind.QUARKUS_MCP, 25),
                        ServerSpec.of(ServerKind.SDK2_UNDERTOW, 25))
                .map(ExpiringToken::on);
    }

    static Stream<ServerSpec> sse() {
        return Stream.of(
                        ServerSpec.of(ServerKind.SDK2_TOMCAT11, 17),
                        ServerSpec.of(ServerKind.KTOR_CIO, 17),
                        ServerSpec.of(ServerKind.SDK2_UNDERTOW, 17))
                .map(spec -> ExpiringToken.on(spec.transport(Transport.SSE)));
    }

    @ParameterizedTest(name = "E5: a session''s stream ends with its token, and no other does: {0}")
    @MethodSource("streamable")
    @DisplayName("E5: Streamable HTTP")
    void streamEndsWithItsTokenAndTheSessionGoesOnWithAnother(ServerSpec spec, Servers servers) {
        TestServer server = servers.shared(spec);
        McpHttp alice = server.mcp().withToken(servers.token("alice"));
        McpHttp bob = server.mcp().withToken(servers.token("bob"));
        assertThat(alice.initialize().status()).isEqualTo(200);
        assertThat(bob.initialize().status()).isEqualTo(200);
        ExpiringToken expiring = ExpiringToken.of(servers, "alice");
        try (OpenStream ending = OpenStream.open(server, listen(alice, expiring.header()));
                OpenStream lasting = OpenStream.open(server, listen(bob, servers.bearer("bob")))) {
            expiring.assertEnds(ending);
            assertThat(lasting.hasEnded()).isFalse();
        }
        long before = server.executions();
        HttpAnswer refused = alice.withToken(expiring.value()).callTool("add", Map.of("a", 1, "b", 1));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate").orElseThrow()).contains("error=\"invalid_token\"");
        assertThat(server.executions()).isEqualTo(before);
        assertThat(alice.withToken(servers.token("alice"))
                        .callTool("add", Map.of("a", 1, "b", 1))
                        .toolText())
                .isEqualTo("2");
    }

    @ParameterizedTest(name = "E5: a session''s stream ends with its token, and no other does: {0}")
    @MethodSource("sse")
    @DisplayName("E5: HTTP+SSE")
    void sseStreamEndsWithItsToken(ServerSpec spec, Servers servers) {
        TestServer server = servers.shared(spec);
        ExpiringToken expiring = ExpiringToken.of(servers, "alice");
        try (OpenStream ending = OpenStream.open(server, TestServer.request("GET", "/sse", null, expiring.header()));
                OpenStream lasting =
                        OpenStream.open(server, TestServer.request("GET", "/sse", null, servers.bearer("bob")))) {
            expiring.assertEnds(ending);
            assertThat(ending.text()).contains("event: endpoint");
            assertThat(lasting.text()).contains("event: endpoint");
            assertThat(lasting.hasEnded()).isFalse();
        }
        long before = server.executions();
        assertThat(server.send("GET", "/sse", expiring.header()).status()).isEqualTo(401);
        assertThat(server.executions()).isEqualTo(before);
    }

    private static String listen(McpHttp session, String authorization) {
        return TestServer.request(
                "GET",
                "/mcp",
                null,
                authorization,
                "Accept: text/event-stream",
                "Mcp-Session-Id: " + session.sessionId(),
                "MCP-Protocol-Version: 2025-06-18");
    }
}
