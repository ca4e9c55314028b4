package io.mcpoauth2.testapps.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server that others made, in a process of its own: all it has to do is to write where it listens.
 *
 * <p>Its standard input stays open until {@link #close}, or until this JVM ends, whatever the reason.
 */
public final class ListeningProcess implements AutoCloseable {
    private static final Duration END = TimeLimit.OF_A_WAIT;

    private final Process process;
    private final OutputLines output;
    private final Thread hook = new Thread(this::killAll, "end-process");
    private String place = "";

    private ListeningProcess(Process process) {
        this.process = process;
        this.output = new OutputLines("output", process.getInputStream());
        output.start();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts a server and waits until it listens.
     *
     * @param input lines for its standard input
     * @param mark what stands before the place in the line that tells it
     * @throws IllegalStateException if it ends or says nothing of the kind within the limit, with all it wrote
     */
    public static ListeningProcess start(ProcessBuilder command, List<String> input, String mark, Duration limit) {
        command.environment().keySet().removeIf(ServerProcessBuilder::changesTheOutcome);
        ListeningProcess server = new ListeningProcess(Processes.launch(command.redirectErrorStream(true)));
        boolean listens = false;
        try {
            server.write(input);
            server.awaitPlace(mark, limit);
            listens = true;
            return server;
        } finally {
            if (!listens) {
                server.close();
            }
        }
    }

    /** Returns the rest of the line in which it told where it listens. */
    public String place() {
        return place;
    }

    /** Kills the process and all that it started, and waits for its end. */
    @Override
    public void close() {
        killAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            if (!process.waitFor(END.toNanos(), TimeUnit.NANOSECONDS) || !output.awaitEnd(END)) {
                throw new IllegalStateException("Process " + process.pid() + " survives being killed");
            }
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }

    /** The parent first: a script could start its program anew. */
    private void killAll() {
        List<ProcessHandle> started = new ArrayList<>(process.descendants().toList());
        process.toHandle().destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    private void write(List<String> lines) {
        try {
            OutputStream stdin = process.getOutputStream();
            for (String line : lines) {
                stdin.write((line + '\n').getBytes(StandardCharsets.UTF_8));
            }
            stdin.flush();
        } catch (IOException e) {
            // It has ended already; why, it says in its output, which awaitPlace shows.
        }
    }

    private void awaitPlace(String mark, Duration limit) {
        try {
            Optional<String> line = output.await(text -> text.contains(mark), 0, limit);
            if (line.isEmpty()) {
                throw new IllegalStateException("No \"" + mark + "\" within " + limit + "\n" + output.text());
            }
            place = line.get()
                    .substring(line.get().indexOf(mark) + mark.length())
                    .trim();
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }
}
