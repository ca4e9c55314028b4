package io.mcpoauth2.testapps.process.docs;

import io.mcpoauth2.testapps.harness.Jdks;
import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.harness.TimeLimit;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A folder as the documentation's reader has it: {@code mcp-oauth2-agent.jar} and {@code server.jar}, a Spring Boot
 * server that ends with its standard input, which is empty.
 */
final class Sandbox {
    static final Path COMMON_CLASSES = Path.of(System.getProperty("servers.dir"), "common", "target", "classes")
            .toAbsolutePath()
            .normalize();

    private final Path folder;

    Sandbox(Path folder) throws IOException {
        this.folder = folder;
        Files.copy(Path.of(System.getProperty("agent.jar")), folder.resolve("mcp-oauth2-agent.jar"));
        Path server = Path.of(System.getProperty("servers.dir"), "spring-ai-webmvc", "target", "app", "server.jar");
        Files.copy(server, folder.resolve("server.jar"));
    }

    void file(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    Path folder() {
        return folder;
    }

    /** Runs a script on JDK 17 to its end. */
    ProcessExit run(String script) throws IOException, InterruptedException {
        return run(Map.of(), script);
    }

    /** Runs a script on JDK 17 to its end, with variables of the environment. */
    ProcessExit run(Map<String, String> environment, String script) throws IOException, InterruptedException {
        File input = Files.createTempFile(folder, "stdin", "").toFile();
        Path stdout = Files.createTempFile(folder, "stdout", "");
        Path stderr = Files.createTempFile(folder, "stderr", "");
        ProcessBuilder builder = new ProcessBuilder("bash", "-eu", "-c", script)
                .directory(folder.toFile())
                .redirectInput(input)
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OAUTH2_") || name.contains("JAVA_"));
        builder.environment().merge("PATH", "", (path, none) -> Jdks.java(17).getParent() + File.pathSeparator + path);
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(TimeLimit.OF_A_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException("Still running after " + TimeLimit.OF_A_WAIT + ": " + script);
        }
        return new ProcessExit(process.exitValue(), Files.readString(stdout), Files.readString(stderr));
    }
}
