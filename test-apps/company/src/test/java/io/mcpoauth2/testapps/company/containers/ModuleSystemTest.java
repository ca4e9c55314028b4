package io.mcpoauth2.testapps.company.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.Artifacts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server and its handlers are protected where they see nothing of the bootstrap path. */
class ModuleSystemTest {
    private static final String AUDIENCE = "https://mcp.example.com/mcp";
    private static final EmbeddedIssuer ISSUER =
            EmbeddedIssuer.builder().defaultAudience(AUDIENCE).start();

    @AfterAll
    static void close() {
        ISSUER.close();
    }

    @ParameterizedTest
    @CsvSource({"FELIX, 17", "JBOSS_MODULES, 25"})
    void serverInAModuleIsProtectedByTheFlagAlone(ModuleSystem system, int jdk) throws IOException {
        assertThatServerIsProtected(system, jdk);
    }

    @ParameterizedTest
    @CsvSource({"FELIX, 25", "EQUINOX, 17", "EQUINOX, 25", "JBOSS_MODULES, 17"})
    @Tag("full")
    void serverInAModuleIsProtectedByTheFlagAloneInAllOthers(ModuleSystem system, int jdk) throws IOException {
        assertThatServerIsProtected(system, jdk);
    }

    private static void assertThatServerIsProtected(ModuleSystem system, int jdk) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target"), "modules").toAbsolutePath();
        Map<String, String> settings = Map.of("issuer", ISSUER.issuer(), "audience", AUDIENCE, "allow_http", "true");
        try (ServerProcess process = system.process(folder)
                .jdk(jdk)
                .jvmArguments("-Xmx256m")
                .agent(Artifacts.agentJar(), settings)
                .start()) {
            McpHttp stranger = new McpHttp(URI.create("http://127.0.0.1:" + process.port() + "/mcp"));
            assertThat(stranger.initialize().status()).isEqualTo(401);
            assertThat(stranger.callTool("echo", Map.of("text", "hi")).status()).isEqualTo(401);
            assertThat(process.executionCount()).isZero();

            McpHttp client = stranger.withToken(ISSUER.mint(TokenSpec.valid().subject("alice")));
            assertThat(client.initialize().status()).isEqualTo(200);
            assertThat(client.callTool("echo", Map.of("text", "hi")).toolText()).isEqualTo("hi");
            assertThat(client.callTool("whoami", Map.of()).toolText()).isEqualTo("alice");
            assertThat(process.executionCount()).isEqualTo(2);
            assertThat(process.stderr()).doesNotContain("[mcp-oauth2-agent] ERROR");
        }
    }
}
