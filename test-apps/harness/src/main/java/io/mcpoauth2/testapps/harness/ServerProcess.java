package io.mcpoauth2.testapps.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A server of the test applications in a JVM of its own.
 *
 * <p>The contract with the server: it prints {@code READY <port>} on stdout once it listens, and answers the line
 * {@code count} on stdin with {@code COUNT <number of handler executions>}. Everything it writes is collected.
 */
public final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final OutputLines stdout;
    private final OutputLines stderr;
    private int port;

    private ServerProcess(Process process) {
        this.process = process;
        this.stdout = new OutputLines("stdout", process.getInputStream());
        this.stderr = new OutputLines("stderr", process.getErrorStream());
        stdout.start();
        stderr.start();
    }

    /** Begins to describe a process; a JDK and a main class or jar are required. */
    public static ServerProcessBuilder builder() {
        return new ServerProcessBuilder();
    }

    static ServerProcess startAndAwaitReady(ProcessBuilder command) {
        ServerProcess server = new ServerProcess(Processes.launch(command));
        boolean ready = false;
        try {
            server.port = server.awaitPort();
            ready = true;
            return server;
        } finally {
            if (!ready) {
                server.close();
            }
        }
    }

    static ServerProcess startAt(ProcessBuilder command, int port) {
        ServerProcess server = new ServerProcess(Processes.launch(command));
        server.port = port;
        return server;
    }

    static ProcessExit runToExit(ProcessBuilder command, Duration limit) {
        try (ServerProcess run = new ServerProcess(Processes.launch(command))) {
            run.process.getOutputStream().close();
            if (!run.process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("Still running after " + limit + run.output());
            }
            run.awaitOutput();
            return new ProcessExit(run.process.exitValue(), run.stdout(), run.stderr());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }

    /** Whether the process has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the port the server listens on, as it said or was told. */
    public int port() {
        return port;
    }

    /** Returns the operating system's id of the process, for attaching an agent to it. */
    public long pid() {
        return process.pid();
    }

    /** Returns all of standard output up to now; after {@link #close} it is complete. */
    public String stdout() {
        return stdout.text();
    }

    /** Returns all of standard error up to now; after {@link #close} it is complete. */
    public String stderr() {
        return stderr.text();
    }

    /** Writes a line to the server's standard input. */
    public void send(String line) {
        try {
            OutputStream stdin = process.getOutputStream();
            stdin.write((line + '\n').getBytes(StandardCharsets.UTF_8));
            stdin.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The server takes no input" + output(), e);
        }
    }

    /** Asks the server how often its handlers ran. */
    public synchronized long executionCount() {
        int before = stdout.size();
        send("count");
        String line = awaitStdout("COUNT ", before, TimeLimit.OF_A_WAIT)
                .orElseThrow(() -> new IllegalStateException("No COUNT line within " + TimeLimit.OF_A_WAIT + output()));
        return Long.parseLong(line.substring("COUNT ".length()).trim());
    }

    /** Waits for a line of standard error that begins so, also one that came already; empty after the time limit. */
    public Optional<String> awaitStderr(String prefix, Duration limit) {
        return await(stderr, prefix, 0, limit);
    }

    /** Waits until the process ends by itself, with all its output; empty if it still runs after the time limit. */
    public OptionalInt awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return OptionalInt.empty();
            }
            awaitOutput();
            return OptionalInt.of(process.exitValue());
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }

    /** Kills the process, and waits for its end and for the rest of its output. */
    @Override
    public void close() {
        // Process.destroyForcibly would close the streams at once and lose the end of the output.
        process.toHandle().destroyForcibly();
        try {
            if (!process.waitFor(TimeLimit.OF_A_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("Process " + process.pid() + " survives being killed");
            }
            awaitOutput();
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }

    private int awaitPort() {
        Optional<String> line = awaitStdout("READY ", 0, TimeLimit.OF_A_WAIT);
        if (line.isPresent()) {
            return Integer.parseInt(line.get().substring("READY ".length()).trim());
        }
        try {
            // Standard output has ended: let the exit code and the reason on standard error arrive.
            boolean exited = process.waitFor(TimeLimit.OF_A_WAIT.toNanos(), TimeUnit.NANOSECONDS)
                    && stderr.awaitEnd(TimeLimit.OF_A_WAIT);
            String what = exited
                    ? "Exit " + process.exitValue() + " before READY"
                    : "No READY line within " + TimeLimit.OF_A_WAIT;
            throw new IllegalStateException(what + output());
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }

    private Optional<String> awaitStdout(String prefix, int from, Duration limit) {
        return await(stdout, prefix, from, limit);
    }

    private static Optional<String> await(OutputLines lines, String prefix, int from, Duration limit) {
        try {
            return lines.await(line -> line.startsWith(prefix), from, limit);
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }

    private void awaitOutput() throws InterruptedException {
        if (!stdout.awaitEnd(TimeLimit.OF_A_WAIT) || !stderr.awaitEnd(TimeLimit.OF_A_WAIT)) {
            throw new IllegalStateException("The output of the ended process does not end");
        }
    }

    private String output() {
        return "\n--- stdout\n" + stdout() + "--- stderr\n" + stderr();
    }
}
