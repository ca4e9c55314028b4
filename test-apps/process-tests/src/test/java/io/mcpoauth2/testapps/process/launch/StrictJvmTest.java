package io.mcpoauth2.testapps.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The servers of all doors are protected in a JVM that is stricter than it has to be. */
@Tag("full")
@ExtendWith(ServersExtension.class)
class StrictJvmTest {

    static Stream<ServerSpec> everyDoor() {
        return ServerSpec.everywhere().map(ServerSpec::withApi);
    }

    /** Of Undertow's libraries one does not work so. */
    static Stream<ServerSpec> withoutUnsafe() {
        return everyDoor().filter(spec -> spec.jdk() == 25 && spec.kind() != ServerKind.SDK2_UNDERTOW);
    }

    /** Also those of the boot class path, which are taken as they are otherwise, and of which some are woven. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("everyDoor")
    void whereEveryClassIsVerified(ServerSpec spec, Servers servers) {
        assertIsProtected(spec, "-Xverify:all", servers);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withoutUnsafe")
    void whereMemoryIsNotToBeReachedByUnsafe(ServerSpec spec, Servers servers) {
        assertIsProtected(spec, "--sun-misc-unsafe-memory-access=deny", servers);
    }

    private static void assertIsProtected(ServerSpec spec, String option, Servers servers) {
        try (ServerProcess server = spec.kind()
                .process(true, spec.transport())
                .jdk(spec.jdk())
                .jvmArguments(option, "-Xmx256m")
                .agent(
                        AgentJar.path(),
                        Map.of("issuer", servers.issuer().issuer(), "audience", Servers.AUDIENCE, "allow_http", "true"))
                .start()) {
            McpHttp stranger = new McpHttp(URI.create("http://127.0.0.1:" + server.port() + "/mcp"));
            assertThat(stranger.initialize().status()).isEqualTo(401);
            assertThat(stranger.callTool("whoami", Map.of()).status()).isEqualTo(401);
            assertThat(server.executionCount()).isZero();

            McpHttp alice = stranger.withToken(servers.token("alice"));
            assertThat(alice.initialize().status()).isEqualTo(200);
            assertThat(alice.callTool("whoami", Map.of()).toolText()).isEqualTo("alice");
            assertThat(server.executionCount()).isEqualTo(1);
            assertThat(server.stderr()).doesNotContain("[mcp-oauth2-agent] ERROR", "VerifyError");
        }
    }
}
