package io.mcpoauth2.testapps.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.harness.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the jar may lie, what it may be called, and how often it may be named. */
class JarPlacesTest {
    private static final String IGNORED = "[mcp-oauth2-agent] WARN already installed: this -javaagent is ignored";

    @TempDir
    Path folder;

    @AfterEach
    void letTheFolderBeDeleted() throws IOException {
        permit("rwxr-xr-x");
    }

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void renamedJarInAFolderWithSpacesProtects(int jdk) throws IOException {
        Path jar =
                copyTo(Files.createDirectory(folder.resolve("my agents %20+ü")).resolve("renamed agent.jar"));

        assertProtects(Programs.jdkHttp(jdk).agent(jar, Programs.PROTECTED));
    }

    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void relativePathProtects(int jdk) throws IOException {
        copyTo(folder.resolve("agent.jar"));

        assertProtects(Programs.jdkHttp(jdk).directory(folder).agent(Path.of("agent.jar"), Programs.PROTECTED));
    }

    /** An administrator may write to what nobody may, so what counts is also that nothing was written. */
    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void readOnlyFolderAndNoFolderForTemporaryFilesIsEnough(int jdk) throws IOException {
        Path jar = copyTo(folder.resolve("agent.jar"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("r--r--r--"));
        permit("r-xr-xr-x");

        assertProtects(Programs.jdkHttp(jdk)
                .directory(folder)
                .property("java.io.tmpdir", folder.resolve("absent").toString())
                .property("user.home", folder.resolve("absent").toString())
                .agent(jar, Programs.PROTECTED));

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(jar);
        }
        assertThat(jar).hasSameBinaryContentAs(AgentJar.path());
    }

    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void namedTwiceTheSecondIsIgnoredWithAMessage(int jdk) {
        String stderr = assertProtects(Programs.jdkHttp(jdk)
                .agent(AgentJar.path(), Programs.PROTECTED)
                .agent(AgentJar.path(), Programs.PROTECTED));

        assertThat(stderr.lines()).containsOnlyOnce(IGNORED);
    }

    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void secondCopyUnderAnotherNameIsIgnoredWithAMessageWhateverItsConfiguration(int jdk) throws IOException {
        Path copy = copyTo(folder.resolve("another.jar"));

        String stderr = assertProtects(
                Programs.jdkHttp(jdk).agent(AgentJar.path(), Programs.PROTECTED).agent(copy, Map.of("mode", "off")));

        assertThat(stderr.lines()).containsOnlyOnce(IGNORED);
    }

    /** For whoever wants the JVM to know that path from its first moment on, as its archives do. */
    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void jarThatIsOnTheBootstrapPathAlreadyProtectsAndKnowsItsVersion(int jdk) {
        String stderr = assertProtects(Programs.jdkHttp(jdk)
                .jvmArguments("-Xbootclasspath/a:" + AgentJar.path())
                .agent(AgentJar.path(), Programs.PROTECTED));

        assertThat(stderr).contains("INFO version 0.").doesNotContain("bootstrap classpath has been appended");
    }

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void startedAsAProgramItTellsItsVersionAndUsage(int jdk) {
        ProcessExit exit = ServerProcess.builder().jdk(jdk).jar(AgentJar.path()).runToExit(TimeLimit.OF_A_WAIT);

        assertThat(exit.code()).isZero();
        assertThat(exit.stdout())
                .startsWith("mcp-oauth2-agent 0.")
                .contains("-javaagent:mcp-oauth2-agent.jar", "OAUTH2_ISSUER", "OAUTH2_AUDIENCE");
        assertThat(exit.stderr()).isEmpty();
    }

    private String assertProtects(ServerProcessBuilder server) {
        ServerProcess running = server.start();
        try (running) {
            assertThat(Programs.callAnonymously(running).status()).isEqualTo(401);
            assertThat(running.executionCount()).isZero();
        }
        assertThat(running.stderr().lines())
                .filteredOn(line -> line.contains("mode enforce"))
                .hasSize(1);
        return running.stderr();
    }

    private static Path copyTo(Path jar) throws IOException {
        return Files.copy(AgentJar.path(), jar);
    }

    private void permit(String permissions) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }
}
