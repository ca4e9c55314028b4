package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that a browser sends for a page, of the origin of {@code resource} and of others. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class PagesOfOtherOriginsTest extends DoorTest {
    private static final String PAGE = "https://mcp.example.com";

    PagesOfOtherOriginsTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return DoorSpecs.everyOther(0);
    }

    @Test
    @DisplayName("K5, K6: another origin is 403 without a challenge, with a token and without")
    void pageOfAnotherOriginIsRefused() {
        for (String origin : List.of(
                "https://evil.example",
                "null",
                "http://localhost:6274",
                "http://mcp.example.com",
                "https://mcp.example.com.other.example",
                "https://mcp.example.com:443@other.example")) {
            String header = "Origin: " + origin;
            assertForeign(server.sendBody("POST", "/mcp", Messages.INITIALIZE, Messages.JSON, Messages.ACCEPT, header));
            assertForeign(server.send("GET", "/hello", header, servers.bearer("alice")));
            assertForeign(server.send("OPTIONS", "/mcp", header, "Access-Control-Request-Method: POST"));
        }
        assertForeign(server.send("GET", "/hello", "Origin: " + PAGE, "Origin: " + PAGE, servers.bearer("alice")));
        assertForeign(server.send("GET", "/hello", "Origin:", servers.bearer("alice")));
        assertNothingRan();
    }

    @Test
    @DisplayName("R26: a page of an allowed origin can call, and read why it may not")
    void pageOfAnAllowedOriginIsServed() {
        String origin = "Origin: " + PAGE;
        HttpAnswer refused = server.send("GET", "/hello", origin);
        Refusals.assertNoToken(refused);
        assertReadable(refused);
        HttpAnswer invalid = server.send("GET", "/hello", origin, "Authorization: Bearer no-token");
        assertThat(invalid.status()).isEqualTo(401);
        assertReadable(invalid);
        assertNothingRan();
        HttpAnswer served = server.send("GET", "/hello", origin, servers.bearer("alice"));
        if (spec.kind() == ServerKind.MICRONAUT_MCP) {
            // Micronaut's own: on a loopback address it serves no page of elsewhere.
            assertThat(served.status()).isEqualTo(403);
            assertNothingRan();
        } else {
            assertThat(served.body()).isEqualTo("hello");
            assertRan(1);
        }
    }

    @Test
    @DisplayName("R26: a preflight needs no token and reaches no handler")
    void preflightIsAnsweredByTheAgent() {
        HttpAnswer answer = server.send(
                "OPTIONS",
                "/mcp",
                "Origin: " + PAGE,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: authorization,content-type,mcp-protocol-version,mcp-session-id");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers("Access-Control-Allow-Origin")).containsExactly(PAGE);
        assertThat(answer.headers("Access-Control-Allow-Methods")).containsExactly("GET, POST, DELETE");
        assertThat(answer.headers("Access-Control-Allow-Headers"))
                .containsExactly("authorization,content-type,mcp-protocol-version,mcp-session-id");
        Refusals.assertNoToken(server.send("OPTIONS", "/mcp", "Origin: " + PAGE));
        assertNothingRan();
    }

    private static void assertForeign(HttpAnswer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers("WWW-Authenticate")).isEmpty();
        assertThat(answer.headers("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.json().path("error").asText()).isEqualTo("Origin not allowed");
    }

    private static void assertReadable(HttpAnswer answer) {
        assertThat(answer.headers("Access-Control-Allow-Origin")).containsExactly(PAGE);
        assertThat(answer.headers("Vary")).containsExactly("Origin");
        assertThat(answer.headers("Access-Control-Expose-Headers"))
                .containsExactly("WWW-Authenticate, Mcp-Session-Id, Mcp-Protocol-Version, Last-Event-Id, DPoP-Nonce");
    }
}
