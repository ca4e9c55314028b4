package io.mcpoauth2.testapps.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The MCP server in a JVM of its own, started by the command that the transcript shows.
 *
 * <p>It says {@code READY <port>} once it listens and answers {@code count} with {@code COUNT <n>}, the number of tool
 * calls that ran; everything else it writes is shown as its log.
 */
final class DemoServer implements AutoCloseable {
    private static final String MAIN_CLASS = "com.example.tomcat.TomcatServer";

    /** A loaded machine takes its time; a server that ends is noticed at once. */
    private static final int MINUTES = 5;

    /** Between two signs of life. */
    private static final int SECONDS = 10;

    private final Process process;
    private final BlockingQueue<String> words = new LinkedBlockingQueue<>();
    private final Transcript transcript;
    private final int port;

    private DemoServer(ProcessBuilder command, Transcript transcript) {
        try {
            process = command.redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException("The server cannot be started", e);
        }
        this.transcript = transcript;
        Thread reader = new Thread(this::read, "server-output");
        reader.setDaemon(true);
        reader.start();
        port = Integer.parseInt(await("READY "));
    }

    /**
     * @param libraries the server's jars
     * @param agent the flag's jar; null to run without it
     * @param settings the agent's environment variables
     */
    static DemoServer start(Path libraries, Path agent, Map<String, String> settings, int port, Transcript transcript) {
        String classPath = libraries.resolve("*").toString();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (agent != null) {
            command.add("-javaagent:" + agent);
        }
        command.addAll(List.of("-cp", classPath, MAIN_CLASS, "port=" + port));
        settings.forEach((name, value) -> transcript.command("export " + name + "=" + value));
        transcript.command("java " + (agent == null ? "" : "-javaagent:mcp-oauth2-agent.jar ") + "-cp '"
                + libraries.getFileName() + "/*' " + MAIN_CLASS + " port=" + port);

        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("OAUTH2_"));
        builder.environment().putAll(settings);
        return new DemoServer(builder, transcript);
    }

    int port() {
        return port;
    }

    /** How many tool calls ran in this server. */
    int toolCalls() {
        try {
            OutputStream stdin = process.getOutputStream();
            stdin.write("count\n".getBytes(StandardCharsets.UTF_8));
            stdin.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The server takes no input", e);
        }
        return Integer.parseInt(await("COUNT "));
    }

    /** Stops the server, and waits so that its port is free again. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("The server does not end");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("READY ") || line.startsWith("COUNT ")) {
                    words.add(line);
                } else {
                    transcript.log(line);
                }
            }
        } catch (IOException e) {
            transcript.log("(" + e.getMessage() + ")"); // The process was killed while we read.
        }
        words.add("END");
    }

    private String await(String word) {
        try {
            String line = words.poll(SECONDS, TimeUnit.SECONDS);
            for (int waited = SECONDS; line == null && waited < MINUTES * 60; waited += SECONDS) {
                transcript.note("still waiting for the server, " + waited + " seconds by now");
                line = words.poll(SECONDS, TimeUnit.SECONDS);
            }
            if (line == null || !line.startsWith(word)) {
                process.destroyForcibly();
                throw new IllegalStateException("The server did not say " + word.strip() + " but " + line);
            }
            return line.substring(word.length()).strip();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while waiting for the server", cause);
    }
}
