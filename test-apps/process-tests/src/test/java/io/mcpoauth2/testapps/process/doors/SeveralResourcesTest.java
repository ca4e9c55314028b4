package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Row C1: a server with two resources, each with tokens and a document of its own. */
@ExtendWith(ServersExtension.class)
class SeveralResourcesTest {
    private static final String HELLO = "https://mcp.example.com/hello";

    private static Servers servers;
    private static TestServer server;

    private long before;

    @BeforeAll
    static void start(Servers of, @TempDir Path folder) throws IOException {
        servers = of;
        Path file = folder.resolve("agent.json");
        Files.writeString(
                file,
                "{\"issuer\": \"" + servers.issuer().issuer() + "\", \"exempt_routes\": \"/health/*\", \"resources\": ["
                        + "{\"resource\": \"" + Servers.AUDIENCE + "\"}, {\"resource\": \"" + HELLO + "\"}]}");
        server = servers.start(ServerSpec.of(ServerKind.SDK2_TOMCAT11, 17), file);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void count() {
        before = server.executions();
    }

    @Test
    @DisplayName("C1: a token for one resource is refused at the other, also when it is known from the first")
    void aTokenIsForOneResource() {
        String ofMcp = "Authorization: Bearer " + servers.issuer().mint(TokenSpec.valid());
        String ofHello = "Authorization: Bearer "
                + servers.issuer().mint(TokenSpec.valid().audience(HELLO));

        assertThat(server.send("GET", "/hello", ofHello).body()).isEqualTo("hello");
        assertRan(1);
        for (int i = 0; i < 2; i++) {
            HttpAnswer atMcp =
                    server.sendBody("POST", "/mcp", Messages.INITIALIZE, Messages.JSON, Messages.ACCEPT, ofHello);
            assertThat(atMcp.status()).isEqualTo(401);
            assertThat(atMcp.json().path("details").asText()).isEqualTo("Expected audience: " + Servers.AUDIENCE);
            HttpAnswer atHello = server.send("GET", "/hello", ofMcp);
            assertThat(atHello.status()).isEqualTo(401);
            assertThat(atHello.header("WWW-Authenticate").orElseThrow())
                    .contains("https://mcp.example.com/.well-known/oauth-protected-resource/hello");
            assertThat(server.sendBody("POST", "/mcp", Messages.INITIALIZE, Messages.JSON, Messages.ACCEPT, ofMcp)
                            .status())
                    .isEqualTo(200);
        }
        assertRan(1);
    }

    @Test
    @DisplayName("C1: a path of none, and one that is not plain, accepts no token")
    void aPathOfNoneAcceptsNoToken() {
        String token = "Authorization: Bearer "
                + servers.issuer().mint(TokenSpec.valid().audience(Servers.AUDIENCE, HELLO));
        for (String path : List.of("/filtered/x", "/hellox", "/HELLO", "/%68ello", "/hello;x", "/x/../hello")) {
            HttpAnswer answer = server.send("GET", path, token, "X-Forwarded-Prefix: /hello", "X-Original-URL: /hello");
            assertThat(answer.status()).as(path).isIn(400, 404);
            assertThat(answer.headers("WWW-Authenticate")).isEmpty();
        }
        assertRan(0);
        assertThat(server.send("GET", "/health/live").body()).isEqualTo("ok");
    }

    @Test
    @DisplayName("C1: each resource has its document")
    void eachResourceHasItsDocument() {
        String wellKnown = "/.well-known/oauth-protected-resource";
        assertThat(resourceAt(wellKnown + "/mcp")).isEqualTo(Servers.AUDIENCE);
        assertThat(resourceAt(wellKnown + "/hello")).isEqualTo(HELLO);
        assertThat(resourceAt(wellKnown)).isEqualTo(Servers.AUDIENCE);
        assertRan(0);
    }

    private static String resourceAt(String path) {
        return server.send("GET", path).json().path("resource").asText();
    }

    private void assertRan(long executions) {
        assertThat(server.executions() - before).isEqualTo(executions);
    }
}
