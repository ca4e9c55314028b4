package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.PowersOfTen;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Messages that no door has brought: each framework and server is said once, all are counted, and the count is
 * logged whenever it reaches a power of ten, so that a flood of requests cannot flood the log.
 */
final class MissingDoors {
    private final AgentLog log;

    /** Few, as their names are ours but for the class of an unknown transport. */
    private final Map<McpFramework, AtomicLong> counts = new ConcurrentHashMap<>();

    MissingDoors(AgentLog log) {
        this.log = log;
    }

    /** Counts a message of the framework's that is being refused. */
    void record(McpFramework framework) {
        long count =
                counts.computeIfAbsent(framework, first -> new AtomicLong()).incrementAndGet();
        if (count == 1) {
            log.error("MCP messages are refused, valid tokens too: " + framework.name() + " runs on "
                    + framework.server() + ", and no door of this agent brought the message. " + framework.remedy()
                    + " (docs/troubleshooting.md, \"No door for this HTTP server\")");
        } else if (PowersOfTen.include(count)) {
            log.error(count + " MCP messages were refused so far because no door brought them: " + framework);
        }
    }
}
