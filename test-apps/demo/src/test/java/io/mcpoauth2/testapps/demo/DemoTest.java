package io.mcpoauth2.testapps.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.harness.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
        List<String> printed = plain(demo.stdout().lines().toList());
        for (List<String> shown : outputsInTheReadme()) {
            assertThat(printed).containsSubsequence(plain(shown));
        }
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
                .runToExit(Duration.ofMinutes(20));
    }

    /** The lines of each console block. */
    private static List<List<String>> outputsInTheReadme() throws IOException {
        List<List<String>> outputs = new ArrayList<>();
        List<String> open = null;
        for (String line : Files.readAllLines(README)) {
            if (open == null && line.equals("```console")) {
                open = new ArrayList<>();
                outputs.add(open);
            } else if (line.equals("```")) {
                open = null;
            } else if (open != null) {
                open.add(line);
            }
        }
        assertThat(outputs).isNotEmpty();
        return outputs;
    }

    /** Without empty lines, the mark of the server's log, and the numbers of ports, which differ from run to run. */
    private static List<String> plain(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank())
                .map(line ->
                        line.replaceAll("([:=]|port )\\d{4,5}\\b", "$1<port>").strip())
                .map(line -> line.startsWith("| ") ? line.substring(2) : line)
                .toList();
    }
}
