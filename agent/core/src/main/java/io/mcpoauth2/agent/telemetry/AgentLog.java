package io.mcpoauth2.agent.telemetry;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lines of the agent on stderr, and nowhere else: stdout belongs to stdio MCP servers, and the application's logging
 * framework must not be touched before it is configured.
 *
 * <p>Callers pass no token, secret or personal claim.
 */
public final class AgentLog {
    /** Severity; a log writes its threshold and those above it here. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    private final PrintStream out;
    private final Level threshold;
    private final AtomicReference<@Nullable Runnable> first = new AtomicReference<>();

    public AgentLog(PrintStream out, Level threshold) {
        this.out = out;
        this.threshold = threshold;
    }

    /** Writes to the process's own stderr, whatever the application sets {@code System.err} to. */
    public static AgentLog toStderr(Level threshold) {
        return new AgentLog(
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8), threshold);
    }

    /** Keeps {@code lines} back: they are written before the next line there is, or by {@link #release}, or never. */
    public void hold(Runnable lines) {
        first.set(lines);
    }

    /** Writes what was kept back, if anything is. */
    public void release() {
        Runnable lines = first.getAndSet(null);
        if (lines != null) {
            lines.run();
        }
    }

    public boolean isDebug() {
        return threshold == Level.DEBUG;
    }

    public void error(String message) {
        write(Level.ERROR, message);
    }

    /** One report of several lines, of which the first tells what they are. */
    public void error(List<String> report) {
        StringBuilder lines = new StringBuilder();
        for (String text : report) {
            lines.append(lines.isEmpty() ? line(Level.ERROR, text) : Printable.of(text))
                    .append(System.lineSeparator());
        }
        release();
        out.print(lines);
        out.flush();
    }

    /** An unforeseen failure: its stack trace is written, as it is ours to mend, without messages that may quote input. */
    public void error(String message, Throwable failure) {
        StringBuilder lines = new StringBuilder(line(Level.ERROR, message)).append(System.lineSeparator());
        StackTrace.append(lines, failure, System.lineSeparator());
        release();
        // One call, so that lines of other threads stay out of it.
        out.print(lines);
        out.flush();
    }

    public void warn(String message) {
        write(Level.WARN, message);
    }

    public void info(String message) {
        write(Level.INFO, message);
    }

    public void debug(String message) {
        write(Level.DEBUG, message);
    }

    private void write(Level level, String message) {
        if (level.compareTo(threshold) <= 0) {
            release();
            out.println(line(level, message));
        }
    }

    /** One line stays one line, whatever the message quotes. */
    private static String line(Level level, String message) {
        return "[mcp-oauth2-agent] " + level + " " + Printable.of(message);
    }
}
