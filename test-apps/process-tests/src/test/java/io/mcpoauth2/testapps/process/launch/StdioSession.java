package io.mcpoauth2.testapps.process.launch;

import io.mcpoauth2.testapps.harness.Jdks;
import io.mcpoauth2.testapps.harness.TimeLimit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A conversation with the MCP server on standard input and output: one request after the other, then the end. */
final class StdioSession {
    private static final String[] OPENING = {"""
        {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
        "clientInfo":{"name":"test","version":"1"}}}""", """
        {"jsonrpc":"2.0","method":"notifications/initialized"}"""};

    private StdioSession() {}

    /**
     * All that the server wrote.
     *
     * @param answers the lines of standard output, those for the opening too
     */
    record Transcript(List<String> answers, String stderr) {}

    /** Opens a session, sends each request when the one before is answered, and ends the input. */
    static Transcript of(int jdk, Path folder, List<String> jvmOptions, String... requests)
            throws IOException, InterruptedException {
        String program = Programs.folder() + "/stdio/target/app-linked/*";
        return of(jdk, folder, jvmOptions, List.of("-cp", program, "com.example.stdio.StdioServer"), requests);
    }

    /**
     * @param program what follows the options of the JVM
     */
    static Transcript of(int jdk, Path folder, List<String> jvmOptions, List<String> program, String... requests)
            throws IOException, InterruptedException {
        Path stderr = folder.resolve("stderr");
        List<String> command = new ArrayList<>(List.of(Jdks.java(jdk).toString()));
        command.addAll(jvmOptions);
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(stderr.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OAUTH2_") || name.endsWith("JAVA_OPTIONS"));
        Process server = builder.start();
        OutputStream input = server.getOutputStream();
        try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
            List<String> answers = new ArrayList<>();
            send(input, OPENING[0]);
            answers.add(output.readLine());
            send(input, OPENING[1]);
            for (String request : requests) {
                send(input, request);
                answers.add(output.readLine());
            }
            input.close();
            output.lines().forEach(answers::add);
            if (!server.waitFor(TimeLimit.OF_A_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("The server outlives its input");
            }
            return new Transcript(answers, Files.readString(stderr));
        } finally {
            server.destroyForcibly();
        }
    }

    /** A call of a tool, with the id that tells its answer. */
    static String call(int id, String tool, String arguments) {
        return """
                {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"%s","arguments":%s}}""".formatted(id, tool, arguments);
    }

    private static void send(OutputStream input, String line) throws IOException {
        input.write((line + '\n').getBytes(StandardCharsets.UTF_8));
        input.flush();
    }
}
