package io.mcpoauth2.testapps.company.frameworks;

import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** MCP servers of frameworks whose HTTP server has no door; each has the tool {@code echo}. */
enum FrameworkServer {
    KOTLIN_CIO("kotlin-sdk", "com.example.kotlin.KotlinServerKt", "the MCP Kotlin SDK runs on Ktor", "engine=cio"),
    KOTLIN_NETTY("kotlin-sdk", "com.example.kotlin.KotlinServerKt", "the MCP Kotlin SDK runs on Ktor", "engine=netty"),
    QUARKUS("quarkus-mcp", "", "Quarkus MCP runs on Quarkus' HTTP server (Vert.x)"),
    SOLON("solon-mcp", "com.example.solon.SolonServer", "Solon AI MCP runs on Solon's HTTP server");

    private final String folder;
    private final String main;
    private final String line;
    private final List<String> arguments;

    /**
     * @param main its class; empty if it is a jar that starts itself
     * @param line what the agent says of it
     */
    FrameworkServer(String folder, String main, String line, String... arguments) {
        this.folder = folder;
        this.main = main;
        this.line = line;
        this.arguments = List.of(arguments);
    }

    /** Returns what the agent says of this framework and server. */
    String line() {
        return line;
    }

    /** Describes its process, without the agent. */
    ServerProcessBuilder process(int jdk) {
        Path target = Path.of(System.getProperty("company-servers.dir"), folder, "target");
        if (!Files.isDirectory(target)) {
            throw new IllegalStateException("Not built: " + target);
        }
        ServerProcessBuilder process = ServerProcess.builder()
                .jdk(jdk)
                .jvmArguments("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        if (main.isEmpty()) {
            process.jar(target.resolve("quarkus-app/quarkus-run.jar"));
        } else {
            process.main(main, target.resolve("app/*").toString());
        }
        return process.arguments("port=0").arguments(arguments.toArray(String[]::new));
    }
}
