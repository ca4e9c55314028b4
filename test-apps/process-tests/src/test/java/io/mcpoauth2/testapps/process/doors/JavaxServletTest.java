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

/** Servers from before {@code jakarta.servlet}: Tomcat 9 has a door, in front of its valves; Jetty 9 the servlet layer. */
@ParameterizedClass(name = "{0}")
@MethodSource("old")
class JavaxServletTest extends DoorTest {
    JavaxServletTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> old() {
        return Stream.of(
                        ServerSpec.of(ServerKind.TOMCAT9, 17),
                        ServerSpec.of(ServerKind.TOMCAT9, 25),
                        ServerSpec.of(ServerKind.JETTY9, 17),
                        ServerSpec.of(ServerKind.JETTY9, 25))
                .map(spec -> spec.withApi().setting("exempt_routes", "/health/*"));
    }

    @Test
    @DisplayName("F1: no valve and no servlet runs without a token")
    void requestWithoutTokenIsRefused() {
        for (String path : List.of("/hello", "/stream", "/whoami-http", "/health/../hello", "/nothing/here")) {
            if (spec.kind() == ServerKind.TOMCAT9 || !path.equals("/nothing/here")) {
                Refusals.assertNoToken(server.send("GET", path));
            }
        }
        Refusals.assertNoToken(server.sendBody("POST", "/hello", Messages.INITIALIZE, Messages.JSON));
        Refusals.assertNoTokenHeaders(server.send("HEAD", "/hello"));
        assertNothingRan();
    }

    @Test
    @DisplayName("A18: nor with a token whose signature is cut off")
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
    @DisplayName("I1: an exempt route is open")
    void exemptRouteIsOpen() {
        assertThat(server.send("GET", "/health/x").body()).isEqualTo("hello");
    }

    @Test
    @DisplayName("R6: with a token servlets run and know their caller, also when another thread dispatches to them")
    void requestWithTokenIsServed() {
        assertThat(server.send("GET", "/hello", servers.bearer("alice")).body()).isEqualTo("hello");
        for (String user : List.of("alice", "bob", "alice")) {
            String token = servers.bearer(user, "mcp:admin");
            assertThat(server.send("GET", "/whoami-http", token).body()).isEqualTo(user);
            assertThat(server.send("GET", "/whoami-http?async", token).body()).isEqualTo(user);
        }
        assertThat(server.send("GET", "/stream", servers.bearer("alice")).body())
                .isEqualTo("data: 1\n\ndata: 2\n\ndata: 3\n\n");
    }

    @Test
    @DisplayName("R20: a servlet method without its scope is 403 with the scope in the challenge")
    void guardedServletMethodIsRefused() {
        long before = server.executions();

        Refusals.assertInsufficientScope(server.send("GET", "/whoami-http", servers.bearer("alice")), "mcp:admin");

        // The valve of Tomcat runs for everyone who is admitted.
        assertThat(server.executions() - before).isEqualTo(spec.kind() == ServerKind.TOMCAT9 ? 1 : 0);
    }
}
