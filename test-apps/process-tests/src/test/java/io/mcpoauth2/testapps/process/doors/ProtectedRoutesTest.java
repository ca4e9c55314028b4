package io.mcpoauth2.testapps.process.doors;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code protected_routes=/mcp,/hello}: the rest is open, and may have credentials of its own. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class ProtectedRoutesTest extends DoorTest {
    private static final String SCOPE = "mcp:admin";

    /** Asked about opaque tokens: says of none that it is active. */
    private static final WireMockServer INTROSPECTION = introspection();

    ProtectedRoutesTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        return ServerSpec.all()
                .map(spec -> spec.withApi()
                        .setting("protected_routes", "/mcp,/hello")
                        .setting("introspection", "opaque")
                        .setting("introspection_uri", INTROSPECTION.baseUrl() + "/introspect")
                        .setting("client_id", "mcp-server")
                        .setting("client_secret", "secret"));
    }

    private static WireMockServer introspection() {
        WireMockServer endpoint = new WireMockServer(
                WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
        endpoint.stubFor(any(anyUrl()).willReturn(okJson("{\"active\":false}")));
        endpoint.start();
        return endpoint;
    }

    @AfterAll
    static void stop() {
        INTROSPECTION.stop();
    }

    @Test
    @DisplayName("C9: whatever comes to an open path passes, and nobody is asked about it")
    void openPathRefusesNobody() {
        INTROSPECTION.resetRequests();
        TokenSpec valid = TokenSpec.valid();
        for (String header : List.of(
                "Accept: */*",
                "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl",
                "Authorization: Bearer session-0815",
                "Authorization: Bearer",
                "Authorization: Bearer a b",
                "Authorization: DPoP session-0815",
                "Authorization: Basic eDp5",
                "Authorization: Bearer " + servers.issuer().mint(valid.audience("https://other.example")),
                "Authorization: Bearer " + servers.issuer().mint(valid.expiresAt(Instant.EPOCH)),
                "Authorization: Bearer " + servers.issuer().mint(valid.issuer("https://other.example")))) {
            HttpAnswer answer = server.send("GET", "/health/live", header);
            assertThat(answer.status()).as(header).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("ok");
        }
        assertThat(INTROSPECTION.getAllServeEvents()).isEmpty();
        assertThat(server.send("GET", "/hello", "Authorization: Bearer session-0815")
                        .status())
                .isEqualTo(401);
        assertThat(INTROSPECTION.getAllServeEvents())
                .as("of the protected path")
                .hasSize(1);
        assertNothingRan();
    }

    @Test
    @DisplayName("C9: a token that is valid here tells who calls")
    void validTokenBindsItsCaller() {
        HttpAnswer answer = server.send("GET", "/whoami-http", servers.bearer("alice", SCOPE));
        assertThat(answer.body()).isEqualTo("alice");
        assertRan(1);
        Refusals.assertNoToken(server.send("GET", "/whoami-http", "Authorization: Bearer session-0815"));
        assertRan(1);
    }

    @Test
    @DisplayName("F4: no other spelling of a protected path is open")
    void spellingOfAProtectedPathIsProtected() {
        for (String path : List.of(
                "/hello",
                "/hello/",
                "/HELLO",
                "/Hello/x",
                "/hello/x",
                "/hello.",
                "/hello.json",
                "/%68ello",
                "/hello;x",
                "/hello;x/y",
                "/hello%2f",
                "//hello",
                "/./hello",
                "/x/../hello",
                "/mcp/",
                "/MCP",
                "/mcp/x")) {
            // 404 is the JDK server's own, of a path that leads to no handler.
            assertThat(server.send("GET", path).status())
                    .as(path)
                    .isIn(spec.kind() == ServerKind.JDK_HTTP ? List.of(400, 401, 404) : List.of(400, 401));
        }
        int status = server.send("GET", "/hellox").status();
        if (spec.kind() == ServerKind.JDK_HTTP) {
            assertThat(status).as("it leads to the handler of /hello there").isEqualTo(401);
        } else {
            assertThat(status).isEqualTo(404);
        }
        assertNothingRan();
    }
}
