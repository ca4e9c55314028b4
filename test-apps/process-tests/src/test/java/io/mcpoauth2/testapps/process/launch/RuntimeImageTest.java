package io.mcpoauth2.testapps.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.Jdks;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Java runtimes that lack modules, as jlink makes them, and as {@code --limit-modules} does for a tenth of the time. */
class RuntimeImageTest {
    private static final String AUDIENCE = "https://mcp.example/mcp";
    private static final String LEAST = "java.base,java.instrument,jdk.httpserver";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "JDK {0}, {1}")
    @CsvSource({"17, RS256", "25, RS256", "25, ES256"})
    void agentNeedsNoModuleButInstrument(int jdk, String algorithm) throws IOException {
        try (EmbeddedIssuer issuer = issuer(algorithm);
                ServerProcess server = protectedBy(issuer, limited(jdk))) {
            assertThat(call(server, "")).isEqualTo(401);
            assertThat(server.executionCount()).isZero();

            assertThat(call(server, issuer.mint(TokenSpec.valid()))).isEqualTo(200);

            assertThat(server.executionCount()).isEqualTo(1);
            assertThat(server.awaitStderr(
                            "[mcp-oauth2-agent] INFO this Java runtime has no module java.management",
                            TimeLimit.OF_A_WAIT))
                    .isPresent();
            assertThat(server.stderr()).doesNotContain("NoClassDefFoundError", "ERROR");
        }
    }

    @Test
    void moduleWithoutWhichTokensAreRefusedIsNamed() throws IOException {
        try (EmbeddedIssuer issuer = issuer("ES256");
                ServerProcess server = protectedBy(issuer, limited(17))) {
            assertThat(call(server, issuer.mint(TokenSpec.valid()))).isEqualTo(401);

            assertThat(server.executionCount()).isZero();
            assertThat(server.stderr()).contains("WARN this Java runtime has no module jdk.crypto.ec");
        }
    }

    @Tag("full")
    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void linkedImageIsProtected(int jdk) throws Exception {
        Path image = folder.resolve("image");
        Process jlink = new ProcessBuilder(
                        Jdks.home(jdk).resolve("bin/jlink").toString(),
                        "--add-modules",
                        LEAST,
                        "--output",
                        image.toString())
                .inheritIO()
                .start();
        assertThat(jlink.waitFor(TimeLimit.OF_A_WAIT.toNanos(), TimeUnit.NANOSECONDS))
                .isTrue();
        assertThat(jlink.exitValue()).isZero();

        try (EmbeddedIssuer issuer = issuer("RS256");
                ServerProcess server = protectedBy(issuer, Programs.plain().image(image))) {
            assertThat(call(server, "")).isEqualTo(401);
            assertThat(call(server, issuer.mint(TokenSpec.valid()))).isEqualTo(200);
            assertThat(server.executionCount()).isEqualTo(1);
        }
    }

    private static EmbeddedIssuer issuer(String algorithm) {
        return EmbeddedIssuer.builder()
                .algorithm(algorithm)
                .defaultAudience(AUDIENCE)
                .start();
    }

    private static ServerProcessBuilder limited(int jdk) {
        return Programs.plain().jdk(jdk).jvmArguments("--limit-modules", LEAST);
    }

    private static ServerProcess protectedBy(EmbeddedIssuer issuer, ServerProcessBuilder server) {
        return server.agent(
                        AgentJar.path(), Map.of("issuer", issuer.issuer(), "audience", AUDIENCE, "allow_http", "true"))
                .start();
    }

    /** Returns the status; no token is sent if it is empty. */
    private static int call(ServerProcess server, String token) throws IOException {
        String[] headers = token.isEmpty() ? new String[0] : new String[] {"Authorization: Bearer " + token};
        return RawHttp.exchange(server.port(), TestServer.request("GET", "/mcp", null, headers))
                .status();
    }
}
