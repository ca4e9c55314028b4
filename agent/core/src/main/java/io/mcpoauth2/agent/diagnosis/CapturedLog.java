package io.mcpoauth2.agent.diagnosis;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines that the agent would log, to be shown where they belong. Thread-safe. */
final class CapturedLog {
    private static final String PREFIX = "[mcp-oauth2-agent] ";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    AgentLog at(AgentLog.Level threshold) {
        return new AgentLog(new PrintStream(bytes, true, StandardCharsets.UTF_8), threshold);
    }

    /** Without the prefix that tells them from an application's. */
    List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.startsWith(PREFIX) ? line.substring(PREFIX.length()) : line)
                .toList();
    }
}
