package io.mcpoauth2.agent.instrumentation.door;

import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.PowersOfTen;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Messages that no door has brought: each pair of framework and server is said once, all are counted, and the count is
 * logged whenever it reaches a power of ten, so that a flood of requests cannot flood the log.
 */
final class MissingDoors {
    private final AgentLog log;

    /** By framework and server; few, as their names are ours. */
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    MissingDoors(AgentLog log) {
        this.log = log;
    }

    /**
     * Counts a message that is being refused.
     *
     * @param framework name of the MCP framework
     * @param server name of the HTTP server it runs on
     */
    void record(String framework, String server) {
        long count = counts.computeIfAbsent(framework + " on " + server, pair -> new AtomicLong())
                .incrementAndGet();
        if (count == 1) {
            log.error("MCP messages are refused (503), valid tokens too: " + framework + " runs on " + server
                    + ", and no door of this agent brought the message. Run the MCP server on Tomcat, Jetty, another"
                    + " servlet container or the JDK's HTTP server, or without this agent behind something else that"
                    + " checks tokens (docs/troubleshooting.md, \"No door for this HTTP server\")");
        } else if (PowersOfTen.include(count)) {
            log.error(count + " MCP messages were refused so far because no door brought them: " + framework + " on "
                    + server);
        }
    }
}
