package io.mcpoauth2.testapps.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import io.mcpoauth2.testapps.process.canary.OtherAgents;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes that come from an archive made without the agent, and so may be there before it, are woven and proven as others. */
@Tag("full")
@ExtendWith(ServersExtension.class)
class ClassArchivesTest {
    @TempDir
    Path folder;

    /** An archive of JDK 17 gives the application's classes only to a JVM whose boot class path is as it was. */
    @ParameterizedTest(name = "JDK {0}, {2}")
    @CsvSource({
        "17, -XX:ArchiveClassesAtExit=, -XX:SharedArchiveFile=, false",
        "25, -XX:AOTCacheOutput=, -XX:AOTCache=, true"
    })
    void serverStartedFromAnArchiveIsProtected(
            int jdk, String dumpOption, String useOption, boolean preloaded, Servers servers) throws Exception {
        Path archive = folder.resolve("server.archive");
        Path log = folder.resolve("classes.log");
        ProcessExit dump = tomcat(jdk).jvmArguments(dumpOption + archive).runToExit(TimeLimit.OF_A_WAIT);
        assertThat(dump.code()).as(dump.stderr()).isZero();
        assertThat(archive).isNotEmptyFile();

        try (ServerProcess server = tomcat(jdk)
                .jvmArguments(useOption + archive, "-Xlog:class+load:file=" + log)
                .agent(
                        AgentJar.path(),
                        Map.of("issuer", servers.issuer().issuer(), "audience", Servers.AUDIENCE, "allow_http", "true"))
                .start()) {
            assertThat(Files.readAllLines(log).stream()
                            .anyMatch(line ->
                                    line.endsWith("jakarta.servlet.http.HttpServlet source: shared objects file")))
                    .isEqualTo(preloaded);
            assertThat(Programs.callAnonymously(server).status()).isEqualTo(401);
            assertThat(server.executionCount()).isZero();

            McpHttp alice = new McpHttp(URI.create("http://127.0.0.1:" + server.port() + "/mcp"))
                    .withToken(servers.token("alice"));
            alice.initialize();
            assertThat(alice.callTool("whoami", Map.of()).toolText()).isEqualTo("alice");
            assertThat(server.executionCount()).isEqualTo(1);

            OtherAgents.attach(
                    server, OtherAgents.jar(folder), "strip-once", "org.apache.catalina.connector.CoyoteAdapter");
            assertThat(server.awaitStderr(
                            "[mcp-oauth2-agent] WARN the Tomcat door has been woven again", TimeLimit.OF_A_WAIT))
                    .isPresent();
            assertThat(Programs.callAnonymously(server).status()).isEqualTo(401);
            assertThat(server.executionCount()).isEqualTo(1);
        }
    }

    static Stream<ServerSpec> everyDoor() {
        return ServerSpec.all().map(ServerSpec::withApi);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyDoor")
    void everyDoorHoldsInAServerFromAnArchive(ServerSpec spec, Servers servers) throws Exception {
        Path archive = folder.resolve("server.archive");
        boolean aot = spec.jdk() >= 25;
        ProcessExit dump = server(spec)
                .jvmArguments((aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive)
                .runToExit(TimeLimit.OF_A_WAIT);
        assertThat(dump.code()).as(dump.stderr()).isZero();
        assertThat(archive).isNotEmptyFile();

        try (ServerProcess server = server(spec)
                .jvmArguments((aot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive)
                .agent(
                        AgentJar.path(),
                        Map.of("issuer", servers.issuer().issuer(), "audience", Servers.AUDIENCE, "allow_http", "true"))
                .start()) {
            assertThat(Programs.callAnonymously(server).status()).isEqualTo(401);
            assertThat(server.executionCount()).isZero();

            McpHttp alice = new McpHttp(URI.create("http://127.0.0.1:" + server.port() + "/mcp"))
                    .withToken(servers.token("alice"));
            alice.initialize();
            assertThat(alice.callTool("whoami", Map.of()).toolText()).isEqualTo("alice");
            assertThat(server.executionCount()).isEqualTo(1);
            assertThat(server.stderr()).doesNotContain("[mcp-oauth2-agent] ERROR");
        }
    }

    private static ServerProcessBuilder server(ServerSpec spec) {
        return spec.kind()
                .process(true, spec.transport())
                .jdk(spec.jdk())
                .jvmArguments("--add-modules", "java.instrument");
    }

    @Test
    void trainingRunIsProtectedAndToldOf() throws Exception {
        try (ServerProcess server = Programs.plain()
                .jdk(25)
                .jvmArguments("-XX:AOTMode=record", "-XX:AOTConfiguration=" + folder.resolve("aot.configuration"))
                .agent(AgentJar.path(), Programs.PROTECTED)
                .start()) {
            String request = TestServer.request("GET", "/mcp", null);

            assertThat(RawHttp.exchange(server.port(), request).status()).isEqualTo(401);

            assertThat(server.executionCount()).isZero();
            assertThat(server.stderr()).containsOnlyOnce("INFO an AOT cache is being recorded");
        }
    }

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void jvmRefusesToDumpAnArchiveWithAnAgent(int jdk) {
        ProcessExit exit = Programs.hello(jdk)
                .jvmArguments("-XX:ArchiveClassesAtExit=" + folder.resolve("server.archive"))
                .agent(AgentJar.path(), Programs.PROTECTED)
                .runToExit(TimeLimit.OF_A_WAIT);

        assertThat(exit.code()).isEqualTo(1);
        assertThat(exit.stdout() + exit.stderr())
                .contains("AllowArchivingWithJavaAgent")
                .doesNotContain("hello");
    }

    private static ServerProcessBuilder tomcat(int jdk) {
        return ServerProcess.builder()
                .jdk(jdk)
                // The agent needs this module, and archives hold for one set of modules.
                .jvmArguments("--add-modules", "java.instrument")
                .main("com.example.tomcat.TomcatServer", Programs.folder() + "/sdk2-tomcat11/target/app-linked/*");
    }
}
