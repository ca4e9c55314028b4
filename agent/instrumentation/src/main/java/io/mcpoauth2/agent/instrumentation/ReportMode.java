package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.UnprotectedReminder;
import io.mcpoauth2.agent.threads.DaemonThreads;
import io.mcpoauth2.bridge.Reports;

/** What is different in a JVM whose agent only reports, besides what its gate does; loaded in no other. */
final class ReportMode {
    private ReportMode() {}

    static void begin(AgentCore core, AgentLog log) {
        Reports.to(handler -> core.get().reporting().ifPresent(told -> told.tellOfCode(handler)));
        new DaemonThreads("mcp-oauth2-agent-report")
                .execute(new UnprotectedReminder(log, time -> Thread.sleep(time.toMillis())));
    }
}
