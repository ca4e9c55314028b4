package io.mcpoauth2.testapps.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.harness.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {
    private static final Path README = Path.of("..", "..", "README.md");
    private static final Path LINKED = Path.of(System.getProperty("server.libraries"));

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void sixStepsRunAsToldAndTheReadmeShowsThem(int jdk) throws IOException {
        ProcessExit demo = run(jdk, LINKED);

        assertThat(demo.code()).as(demo.stdout() + demo.stderr()).isZero();
        assertThat(demo.stderr()).isEmpty();
        assertThat(demo.stdout())
                .containsSubsequence(
                        "\n1. ",
                        "< 200",
                        "tools/call echo -> hello",
                        "\n2. ",
                        "-javaagent:mcp-oauth2-agent.jar",
                        "< 401",
                        "< WWW-Authenticate: Bearer resource_metadata=",
                        "tool calls that ran: 0",
                        "\n3. ",
                        "< {\"resource\":",
                        "\n4. ",
                        "< 200",
                        "tools/list -> ",
                        "tools/call whoami -> alice",
                        "\n5. ",
                        "< 401",
                        "Invalid audience",
                        "\n6. ",
                        "< 403",
                        "insufficient_scope",
                        "Everything was as told.");
        assertThat(plain(demo.stdout().lines().toList())).containsSubsequence(plain(shownByTheReadme()));
    }

    @Test
    void demoFailsWhenTheServerIsNotAsTold() {
        ProcessExit demo = run(17, LINKED.resolveSibling("app"));

        assertThat(demo.code()).isEqualTo(1);
        assertThat(demo.stdout()).contains("NOT AS TOLD: whoami among the tools");
    }

    private static ProcessExit run(int jdk, Path libraries) {
        return ServerProcess.builder()
                .jdk(jdk)
                .main(
                        Demo.class.getName(),
                        System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .arguments(System.getProperty("agent.jar"), libraries.toString())
                .runToExit(Duration.ofSeconds(60));
    }

    /** The lines of README's first text block. */
    private static List<String> shownByTheReadme() throws IOException {
        List<String> lines = Files.readAllLines(README);
        int start = lines.indexOf("```text") + 1;
        assertThat(start).isPositive();
        List<String> behind = lines.subList(start, lines.size());
        return behind.subList(0, behind.indexOf("```"));
    }

    /** Without the numbers of ports, which differ from run to run, and empty lines. */
    private static List<String> plain(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank())
                .map(line -> line.replaceAll(":\\d{4,5}", ":port").strip())
                .toList();
    }
}
