package io.mcpoauth2.agent.telemetry.exposure;

import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.AuditEvents;
import io.mcpoauth2.agent.telemetry.Counters;
import io.mcpoauth2.agent.telemetry.Measurements;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Shows measurements to whoever looks: as events of Flight Recorder and as an MBean.
 *
 * <p>Both are modules of the JDK that an image may lack, and JMX must not be touched before the application has set it up:
 * their classes are named here only, behind the questions whether they are there and wanted.
 */
public final class Exposure {
    private Exposure() {}

    /** Counters and, where the JDK has Flight Recorder, events. */
    public static Measurements of(Counters counters) {
        return isThere("jdk.jfr.Event") ? io.mcpoauth2.agent.telemetry.jfr.FlightRecorder.beside(counters) : counters;
    }

    /** Where entries of the audit become events; empty where the JDK has no Flight Recorder. */
    public static Optional<AuditEvents> auditEvents() {
        return isThere("jdk.jfr.Event")
                ? Optional.of(io.mcpoauth2.agent.telemetry.jfr.AuditEvent::commit)
                : Optional.empty();
    }

    /**
     * Registers the MBean; call it once the application listens, on a thread of the agent.
     *
     * @param keyAges of the issuers whose keys are known
     * @param unknownServers that no door knows
     * @param gaps all that is not covered
     */
    public static void registerMBean(
            Counters counters,
            Supplier<Map<String, Duration>> keyAges,
            Supplier<Set<String>> unknownServers,
            Supplier<Set<String>> gaps,
            AgentLog log) {
        if (!isThere("java.lang.management.ManagementFactory")) {
            log.info("this Java runtime has no module java.management: no MBean");
            return;
        }
        io.mcpoauth2.agent.telemetry.jmx.AgentMBean.register(counters, keyAges, unknownServers, gaps, log);
    }

    private static boolean isThere(String className) {
        try {
            Class.forName(className, false, Exposure.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
