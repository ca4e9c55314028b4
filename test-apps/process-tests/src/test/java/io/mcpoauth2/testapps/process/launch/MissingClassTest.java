package io.mcpoauth2.testapps.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A jar that lacks one of its classes, as a truncated copy or an overzealous tool leaves it, lets nobody in. */
class MissingClassTest {
    private static final String AUDIENCE = "https://mcp.example.com/mcp";

    private static EmbeddedIssuer issuer;

    @TempDir
    Path folder;

    @BeforeAll
    static void startIssuer() {
        issuer = EmbeddedIssuer.builder().defaultAudience(AUDIENCE).start();
    }

    @AfterAll
    static void stopIssuer() {
        issuer.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gate/Routes",
                "gate/ErrorReplies",
                "gate/Decision$Admitted",
                "token/JwtTokenValidator",
                "gate/Gate",
                "token/AudienceMatcher",
                "jose/SignatureVerifier",
                "issuer/KeySource",
                "issuer/KeySetParser",
                "proof/ProofOfPossession",
                "access/RequiredScopes",
                "door/Admission"
            })
    @DisplayName("L3: a class that a request needs is missing: no request passes, with the best of tokens")
    void withoutAClassThatRequestsNeedNobodyIsServed(String name) throws IOException {
        try (ServerProcess server = withoutClass(name).start()) {
            assertRefused(server, "garbage");
            assertRefused(server, issuer.mint(TokenSpec.valid()));
            assertThat(server.stderr()).contains(name.substring(name.lastIndexOf('/') + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config/SettingsReader",
                "instrumentation/AgentStart",
                "instrumentation/ClassFilter",
                "door/Doors",
                "door/ExpiryWatch"
            })
    @DisplayName("L3: a class that the start needs is missing: the application does not start")
    void withoutAClassThatTheStartNeedsNothingStarts(String name) throws IOException {
        ProcessExit exit = withoutClass(name).runToExit(TimeLimit.OF_A_WAIT);

        assertThat(exit.code()).isNotZero();
        assertThat(exit.stdout()).isEmpty();
        assertThat(exit.stderr()).contains(name.substring(name.lastIndexOf('/') + 1));
    }

    private ServerProcessBuilder withoutClass(String name) throws IOException {
        Path jar = AgentJar.without("io/mcpoauth2/agent/" + name + ".class", folder.resolve("agent.jar"));
        return Programs.jdkHttp(17)
                .agent(jar, Map.of("issuer", issuer.issuer(), "audience", AUDIENCE, "allow_http", "true"));
    }

    /** By a status of the agent's or the server's, or by the connection's end. */
    private static void assertRefused(ServerProcess server, String token) {
        McpHttp client = new McpHttp(URI.create("http://127.0.0.1:" + server.port() + "/mcp")).withToken(token);
        try {
            assertThat(client.initialize().status()).isGreaterThanOrEqualTo(400);
            assertThat(client.callTool("echo", Map.of("text", "hi")).status()).isGreaterThanOrEqualTo(400);
        } catch (UncheckedIOException closed) {
            assertThat(closed).hasStackTraceContaining("header parser received no bytes");
        }
        assertThat(server.executionCount()).isZero();
    }
}
