package io.mcpoauth2.agent.telemetry;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Lines of the agent on stderr, and nowhere else: stdout belongs to stdio MCP servers, and the application's logging
 * framework must not be touched before it is configured.
 *
 * <p>Callers pass no token, secret or personal claim.
 */
public final class AgentLog {
    /** Severity. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    private final PrintStream out;
    private final Level threshold;

    public AgentLog(PrintStream out, Level threshold) {
        this.out = out;
        this.threshold = threshold;
    }

    /** Writes to the process's own stderr, whatever the application sets {@code System.err} to. */
    public static AgentLog toStderr(Level threshold) {
        return new AgentLog(
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8), threshold);
    }

    public boolean isDebug() {
        return threshold == Level.DEBUG;
    }

    public void error(String message) {
        write(Level.ERROR, message);
    }

    /** An unforeseen failure: its stack trace is written, as it is ours to mend. */
    public void error(String message, Throwable failure) {
        write(Level.ERROR, message);
        synchronized (out) {
            failure.printStackTrace(out);
        }
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
        if (level.ordinal() <= threshold.ordinal()) {
            out.println("[mcp-oauth2-agent] " + level + " " + printable(message));
        }
    }

    /** One line stays one line, whatever the message quotes. */
    private static String printable(String message) {
        StringBuilder line = new StringBuilder(message.length());
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            line.append(c < 0x20 || c == 0x7F ? '?' : c);
        }
        return line.toString();
    }
}
