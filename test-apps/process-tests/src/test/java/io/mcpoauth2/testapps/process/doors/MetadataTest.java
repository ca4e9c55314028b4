package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The protected resource metadata document, which no application here maps. */
@ParameterizedClass(name = "{0}")
@MethodSource("standard")
class MetadataTest extends DoorTest {
    private static final String ROOT = "/.well-known/oauth-protected-resource";
    private static final List<String> FORMS = List.of(ROOT, ROOT + "/mcp");
    private static final String ALLOW = "GET, HEAD, OPTIONS";

    MetadataTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> standard() {
        return DoorSpecs.everyOther(1);
    }

    @Test
    @DisplayName("L1: both forms serve the same document, without a token, with a bad one, from any origin")
    void documentIsServedToEverybody() {
        String document = "{\"resource\":\"" + Servers.AUDIENCE + "\",\"authorization_servers\":[\""
                + servers.issuer().issuer() + "\"],\"bearer_methods_supported\":[\"header\"]}";
        for (String path : FORMS) {
            for (String header : List.of(
                    "Accept: */*",
                    "Authorization: Bearer no-token",
                    "Authorization: Bearer a,b",
                    "Origin: https://app.example.com",
                    "Origin: null",
                    "X-Forwarded-Host: other.example.com",
                    "MCP-Protocol-Version: 2025-06-18")) {
                HttpAnswer answer = server.send("GET", path, header);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(document);
                assertDocumentHeaders(answer);
            }
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("C5: who looks for an authorization server here is told that there is none")
    void discoveryOfAnAuthorizationServerIs404() {
        for (String path : List.of(
                "/.well-known/oauth-authorization-server",
                "/.well-known/oauth-authorization-server/mcp",
                "/.well-known/openid-configuration",
                "/mcp/.well-known/openid-configuration")) {
            for (String method : List.of("GET", "HEAD")) {
                HttpAnswer answer = server.send(method, path);
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.headers("WWW-Authenticate")).isEmpty();
            }
        }
        // The JDK's server has no handler at the others, and answers them itself.
        assertThat(server.send("GET", "/mcp/.well-known/openid-configuration", "Authorization: Bearer no-token")
                        .status())
                .isEqualTo(401);
        assertNothingRan();
    }

    @Test
    @DisplayName("L1: HEAD has the headers of GET and no body")
    void headHasTheHeadersOfGet() {
        for (String path : FORMS) {
            HttpAnswer answer = server.send("HEAD", path);
            assertThat(answer.status()).isEqualTo(200);
            assertDocumentHeaders(answer);
        }
    }

    @Test
    @DisplayName("L1: a preflight is 204 and names the methods and the headers that were asked for")
    void preflightIsAnswered() {
        for (String path : FORMS) {
            HttpAnswer answer = server.send(
                    "OPTIONS",
                    path,
                    "Origin: https://app.example.com",
                    "Access-Control-Request-Method: GET",
                    "Access-Control-Request-Headers: mcp-protocol-version, authorization");
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.headers("Allow")).containsExactly(ALLOW);
            assertThat(answer.headers("Access-Control-Allow-Origin")).containsExactly("*");
            assertThat(answer.headers("Access-Control-Allow-Methods")).containsExactly(ALLOW);
            assertThat(answer.headers("Access-Control-Allow-Headers"))
                    .containsExactly("mcp-protocol-version, authorization");
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("L1, I1: other methods are 405 and reach no handler, although the path ends with that of the endpoint")
    void otherMethodsAreRefused() {
        for (String path : FORMS) {
            for (String method : List.of("POST", "PUT", "DELETE")) {
                HttpAnswer answer = server.sendBody(method, path, Messages.ECHO, Messages.JSON, Messages.ACCEPT);
                assertThat(answer.status()).isEqualTo(405);
                assertThat(answer.headers("Allow")).containsExactly(ALLOW);
                assertThat(answer.headers("WWW-Authenticate")).isEmpty();
                assertThat(answer.json().path("code").asText()).isEqualTo("INVALID_REQUEST");
            }
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("L2: another path below is 404, never a challenge, with a token too")
    void unknownSuffixIsNotFound() {
        for (String suffix : List.of("/other", "/mcp/x", "/", "/health/x")) {
            for (String header : List.of("Accept: */*", servers.bearer("alice"))) {
                HttpAnswer answer = server.send("GET", ROOT + suffix, header);
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.headers("WWW-Authenticate")).isEmpty();
                assertThat(answer.json().path("code").asText()).isEqualTo("INVALID_REQUEST");
            }
        }
        assertNothingRan();
    }

    private static void assertDocumentHeaders(HttpAnswer answer) {
        assertThat(answer.headers("Content-Type")).containsExactly("application/json");
        assertThat(answer.headers("Cache-Control")).containsExactly("public, max-age=3600");
        assertThat(answer.headers("Access-Control-Allow-Origin")).containsExactly("*");
    }
}
