package io.mcpoauth2.testapps.process.launch;

import io.mcpoauth2.testapps.harness.Jdks;
import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.harness.TimeLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command-line program that runs in a JVM, with the agent named for every JVM or without it. */
final class Tool {
    private static final String OPTIONS = "JAVA_TOOL_OPTIONS";

    private final Path home;
    private final Path folder;
    private final List<String> command;

    private Tool(Path home, Path folder, List<String> command) {
        this.home = home;
        this.folder = folder;
        this.command = command;
    }

    /** A tool of a JDK, run in this folder. */
    static Tool ofJdk(int jdk, Path folder, String name, String... arguments) {
        Path home = Jdks.home(jdk);
        return new Tool(home, folder, command(home.resolve("bin").resolve(name), arguments));
    }

    /** A script that starts the JDK of {@code JAVA_HOME}. */
    static Tool script(int jdk, Path folder, Path script, String... arguments) {
        return new Tool(Jdks.home(jdk), folder, command(script, arguments));
    }

    ProcessExit runPlain() throws IOException, InterruptedException {
        return run(null);
    }

    /** Runs with the agent, unconfigured, and takes away the one line the JVM itself writes about the variable. */
    ProcessExit runWithAgent() throws IOException, InterruptedException {
        ProcessExit exit = run("-javaagent:" + AgentJar.path());
        String told = exit.stderr();
        int start = told.indexOf("Picked up " + OPTIONS);
        int end = told.indexOf('\n', start) + 1;
        return new ProcessExit(exit.code(), exit.stdout(), told.substring(0, start) + told.substring(end));
    }

    private ProcessExit run(String options) throws IOException, InterruptedException {
        Path in = Files.writeString(folder.resolve("stdin"), "");
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("OAUTH2_")
                        || name.startsWith("MAVEN_")
                        || name.equals("_JAVA_OPTIONS")
                        || name.equals("JDK_JAVA_OPTIONS")
                        || name.equals(OPTIONS));
        builder.environment().put("JAVA_HOME", home.toString());
        if (options != null) {
            builder.environment().put(OPTIONS, options);
        }
        Process process = builder.start();
        if (!process.waitFor(TimeLimit.OF_A_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("Still running: " + command);
        }
        return new ProcessExit(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static List<String> command(Path program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
