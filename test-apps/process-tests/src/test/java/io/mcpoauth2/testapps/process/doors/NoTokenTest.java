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

/** Requests that bring no token, whatever else they bring. */
@ParameterizedClass(name = "{0}")
@MethodSource("everywhere")
class NoTokenTest extends DoorTest {
    private static final List<String> PATHS = List.of("/mcp", "/mcp?x=1", "/hello");

    NoTokenTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> everywhere() {
        return DoorSpecs.everywhere();
    }

    @Test
    @DisplayName("F1: every method on every path is 401 without an error code")
    void requestWithoutTokenIsRefusedWhateverMethodAndPath() {
        for (String path : PATHS) {
            for (String method : List.of("GET", "DELETE", "OPTIONS", "PUT", "PATCH", "PROPFIND")) {
                Refusals.assertNoToken(server.send(method, path, Messages.ACCEPT));
            }
            for (String method : List.of("POST", "PUT")) {
                Refusals.assertNoToken(
                        server.sendBody(method, path, Messages.INITIALIZE, Messages.JSON, Messages.ACCEPT));
            }
            Refusals.assertNoTokenHeaders(server.send("HEAD", path));
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("F1: a path without a handler does not tell so, except on the JDK's server, whose own 404 comes first")
    void requestToUnmappedPathIsRefused() {
        for (String path : List.of("/", "/nothing/here", "/mc", "/.well-known/jwks.json")) {
            HttpAnswer answer = server.send("GET", path);
            if (spec.kind() == ServerKind.JDK_HTTP) {
                assertThat(answer.status()).isEqualTo(404);
            } else {
                Refusals.assertNoToken(answer);
            }
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("R8: no filter of the application runs before the refusal")
    void noFilterRunsBeforeTheRefusal() {
        if (spec.kind().hasServlets()) {
            Refusals.assertNoToken(server.send("GET", "/filtered/x"));
            Refusals.assertNoToken(server.sendBody("POST", "/filtered/x", "a=b"));
        }
        assertNothingRan();
        // Else the count of filters would prove nothing.
        assertThat(server.send("GET", "/filtered/x", servers.bearer("alice")).status())
                .isEqualTo(spec.kind().hasServlets() ? 200 : 404);
        assertRan(spec.kind().hasServlets() ? 1 : 0);
    }

    @Test
    @DisplayName("F1: an Authorization header without a token is 401 without an error code")
    void emptyAuthorizationIsRefusedLikeNone() {
        for (String header :
                List.of("Authorization:", "Authorization: ", "Authorization: Bearer", "Authorization: bearer  ")) {
            Refusals.assertNoToken(server.send("GET", "/hello", header));
            Refusals.assertNoToken(server.sendBody("POST", "/mcp", Messages.ECHO, Messages.JSON, header));
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("F5: a token anywhere but in the Authorization header counts as none")
    void tokenOutsideOfTheAuthorizationHeaderCountsAsNone() {
        String token = servers.token("alice");
        Refusals.assertNoToken(server.send("GET", "/hello?access_token=" + token));
        Refusals.assertNoToken(server.send("GET", "/hello", "Cookie: access_token=" + token));
        Refusals.assertNoToken(server.send("GET", "/hello", "X-Forwarded-Access-Token: " + token));
        Refusals.assertNoToken(server.send("GET", "/hello", "Proxy-Authorization: Bearer " + token));
        Refusals.assertNoToken(server.sendBody(
                "POST", "/hello", "access_token=" + token, "Content-Type: application/x-www-form-urlencoded"));
        assertNothingRan();
    }

    @Test
    @DisplayName("F6: another scheme counts as no token")
    void otherSchemesCountAsNone() {
        for (String credentials : List.of("Basic dXNlcjpwYXNz", "Negotiate YII=")) {
            Refusals.assertNoToken(server.send("GET", "/hello", "Authorization: " + credentials));
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("I2: headers of proxies change neither the decision nor the address in the challenge")
    void forwardingHeadersHaveNoEffect() {
        for (String header : List.of(
                "X-Original-URL: /health/x",
                "X-Rewrite-URL: /health/x",
                "X-Forwarded-Prefix: /health",
                "X-Forwarded-Host: other.example.com",
                "X-Forwarded-Proto: http",
                "Forwarded: host=other.example.com;proto=http",
                "X-Forwarded-User: alice")) {
            Refusals.assertNoToken(server.send("GET", "/hello", header));
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("I3: a method override or a real OPTIONS with a message never reaches the handler")
    void methodOverridesHaveNoEffect() {
        for (String override : List.of("X-HTTP-Method-Override: OPTIONS", "X-Method-Override: HEAD")) {
            Refusals.assertNoToken(server.sendBody("POST", "/mcp", Messages.ECHO, Messages.JSON, override));
            Refusals.assertNoToken(server.send("GET", "/hello", override));
        }
        Refusals.assertNoToken(server.send("GET", "/hello?_method=OPTIONS"));
        Refusals.assertNoToken(server.sendBody("OPTIONS", "/mcp", Messages.ECHO, Messages.JSON));
        Refusals.assertNoToken(server.send("OPTIONS", "/hello", "Origin: https://mcp.example.com"));
        assertNothingRan();
    }

    @Test
    @DisplayName("I3: TRACE reaches no handler; Tomcat's own refusal keeps its status")
    void traceReachesNoHandler() {
        HttpAnswer answer = server.send("TRACE", "/hello");
        if (spec.kind().isTomcat()) {
            assertThat(answer.status()).isEqualTo(405);
            Refusals.assertRefusedByServer(answer);
        } else {
            Refusals.assertNoToken(answer);
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("I3: OPTIONS * reaches no handler")
    void serverWideOptionsReachNoHandler() {
        assertThat(server.send("OPTIONS", "*").status()).isIn(200, 400, 401, 404);
        assertNothingRan();
    }

    @Test
    @DisplayName("I6: a request that the server cannot parse is refused with the server's status, not with ours")
    void unreadableRequestKeepsTheStatusOfTheServer() {
        for (String target : List.of("/hel\u0000lo", "/hello%")) {
            HttpAnswer answer = server.send("GET", target);
            if (spec.kind().isNetty()) { // Netty hands them on.
                Refusals.assertNoToken(answer);
                continue;
            }
            assertThat(answer.status()).as(target).isEqualTo(400);
            assertThat(answer.headers("WWW-Authenticate")).isEmpty();
        }
        assertThat(server.process().stderr()).doesNotContain("the agent failed");
        assertNothingRan();
    }
}
