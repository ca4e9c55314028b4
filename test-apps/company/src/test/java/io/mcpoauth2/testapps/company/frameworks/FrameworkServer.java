package io.mcpoauth2.testapps.company.frameworks;

import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import java.nio.file.Files;
import java.nio.file.Path;

/** MCP servers of frameworks whose HTTP server has no door; each has the tool {@code echo}. */
enum FrameworkServer {
    SOLON("solon-mcp", "com.example.solon.SolonServer", "Solon AI MCP runs on Solon's HTTP server");

    private final String folder;
    private final String main;
    private final String line;

    /**
     * @param main its class
     * @param line what the agent says of it
     */
    FrameworkServer(String folder, String main, String line) {
        this.folder = folder;
        this.main = main;
        this.line = line;
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
        ServerProcessBuilder process = ServerProcess.builder().jdk(jdk).jvmArguments("-Xmx256m");
        process.main(main, target.resolve("app/*").toString());
        return process.arguments("port=0");
    }
}
