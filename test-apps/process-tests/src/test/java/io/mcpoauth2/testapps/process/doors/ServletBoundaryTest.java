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

/** A servlet container without a door of its own: {@code HttpServlet.service} is the boundary. */
@ParameterizedClass(name = "{0}")
@MethodSource("jetty11")
class ServletBoundaryTest extends DoorTest {
    ServletBoundaryTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> jetty11() {
        return ServerSpec.each(ServerKind.SDK0_JETTY11)
                .map(spec -> spec.withApi().setting("exempt_routes", "/health/*"));
    }

    @Test
    @DisplayName("F1: no servlet runs without a token, and the refusal is that of a door")
    void requestWithoutTokenIsRefused() {
        for (String path : List.of("/mcp", "/hello", "/async", "/stream", "/whoami-http", "/nothing/here")) {
            Refusals.assertNoToken(server.send("GET", path, Messages.ACCEPT));
        }
        Refusals.assertNoToken(server.sendBody("POST", "/mcp", Messages.INITIALIZE, Messages.JSON, Messages.ACCEPT));
        Refusals.assertNoTokenHeaders(server.send("HEAD", "/hello"));
        assertNothingRan();
    }

    /** The woven method of {@code HttpServlet} does not run where a subclass replaces it. */
    @Test
    @DisplayName("R8: a servlet that replaces service(ServletRequest, ServletResponse) does not run without a token")
    void overridingServletIsProtected() {
        for (String path : List.of("/raw", "/raw-child")) {
            Refusals.assertNoToken(server.send("GET", path));
        }
        assertNothingRan();

        assertThat(server.send("GET", "/raw", servers.bearer("alice")).body()).isEqualTo("raw");
        assertThat(server.send("GET", "/raw-child", servers.bearer("alice")).body())
                .isEqualTo("child");
        assertRan(2);
    }

    /** The path was read from the wrapper that a filter had put around the request. */
    @Test
    @DisplayName("I2: a wrapped request does not decide whether a path is exempt")
    void wrappedRequestDoesNotDecide() {
        Refusals.assertNoToken(server.send("GET", "/hello", "X-Forwarded-Prefix: /health"));
        assertNothingRan();

        assertThat(server.send("GET", "/hello", "X-Forwarded-Prefix: /health", servers.bearer("alice"))
                        .body())
                .isEqualTo("hello");
    }

    @Test
    @DisplayName("A18: no servlet runs with a token whose signature is cut off")
    void requestWithAForgedTokenIsRefused() {
        HttpAnswer answer = server.send("GET", "/hello", servers.bearer("alice").replaceFirst("\\.[^.]*$", ".AAAA"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate").orElseThrow()).contains("error=\"invalid_token\"");
        assertNothingRan();
    }

    @Test
    @DisplayName("L1: the metadata document needs no token")
    void metadataIsServed() {
        HttpAnswer answer = server.send("GET", "/.well-known/oauth-protected-resource/mcp");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("resource").asText()).isEqualTo(Servers.AUDIENCE);
        assertNothingRan();
    }

    @Test
    @DisplayName("I1: an exempt route is open, and nothing else becomes so")
    void exemptRouteIsOpen() {
        assertThat(server.send("GET", "/health/x").status()).isEqualTo(200);
        Refusals.assertNoToken(server.send("GET", "/health/../hello"));
        assertNothingRan();
    }

    @Test
    @DisplayName("R6: with a token tools run, and async servlets keep their caller")
    void requestWithTokenIsServed() throws Exception {
        try (SseSession session = SseSession.open(server, servers.bearer("alice"))) {
            assertThat(session.converse()).contains("\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"x\"}]");
        }
        assertThat(server.send("GET", "/async", servers.bearer("alice")).body()).startsWith("dispatched");
        assertThat(server.send("GET", "/async?end=complete", servers.bearer("alice"))
                        .body())
                .startsWith("completed");
        assertThat(server.send("GET", "/stream", servers.bearer("alice")).status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("R20: a servlet method without its scope is 403 with the scope in the challenge")
    void guardedServletMethodIsRefused() {
        Refusals.assertInsufficientScope(server.send("GET", "/whoami-http", servers.bearer("alice")), "mcp:admin");
        assertNothingRan();
    }
}
