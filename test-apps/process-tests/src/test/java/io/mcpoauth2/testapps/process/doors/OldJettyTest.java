package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A Jetty that the door does not fit, with an MCP SDK of its time: the servlet layer takes over. */
@ParameterizedClass(name = "{0}")
@MethodSource("jetty11")
class OldJettyTest extends DoorTest {
    OldJettyTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> jetty11() {
        return ServerSpec.each(ServerKind.SDK0_JETTY11);
    }

    @Test
    void requestWithoutTokenReachesNoServlet() {
        for (String path : List.of("/hello", "/sse", "/message", "/nothing/here")) {
            Refusals.assertNoToken(server.send("GET", path));
        }
        Refusals.assertNoToken(server.sendBody("POST", "/message?sessionId=x", Messages.INITIALIZE, Messages.JSON));
        assertThat(server.send("GET", "/.well-known/oauth-protected-resource/mcp")
                        .status())
                .isEqualTo(200);
        assertNothingRan();
    }

    @Test
    void sessionWithTokenIsServed() throws Exception {
        assertThat(server.send("GET", "/hello", servers.bearer("alice")).body()).isEqualTo("hello");
        try (SseSession session = SseSession.open(server, servers.bearer("alice"))) {
            assertThat(session.converse()).contains("\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"x\"}]");
        }
    }

    @Test
    void logSaysWhatStaysOpen() {
        assertThat(server.process().stderr())
                .contains(
                        "Jetty :: Server Core 11.0.26 does not fit the Jetty door",
                        "filters, GenericServlets and handlers that are no servlets stay open",
                        "jetty: 11.0.26");
    }

    @Test
    void serverIsKeptFromStartingWhereUnknownOnesAreRefused() {
        assertThatThrownBy(() ->
                        servers.start(spec.setting("unknown_servers", "refuse")).close())
                .hasMessageContaining("Jetty :: Server Core 11.0.26 does not fit the Jetty door")
                .hasMessageContaining("it cannot start (unknown_servers=refuse)");
    }
}
