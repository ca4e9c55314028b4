package io.mcpoauth2.agent.telemetry;

/** Takes entries of the audit as events. */
@FunctionalInterface
public interface AuditEvents {
    /**
     * @param event what kind of entry
     * @param result what was decided, or how it ended
     * @param fields all of it, as JSON
     */
    void commit(String event, String result, String fields);
}
