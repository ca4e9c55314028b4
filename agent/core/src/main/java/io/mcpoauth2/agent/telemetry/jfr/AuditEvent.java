package io.mcpoauth2.agent.telemetry.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An entry of the audit. */
@Name("io.mcpoauth2.Audit")
@Label("Audit")
@Category("MCP OAuth2 agent")
@StackTrace(false)
public final class AuditEvent extends Event {
    @Label("Event")
    String event = "";

    @Label("Result")
    String result = "";

    @Label("Fields as JSON")
    String fields = "";

    public static void commit(String event, String result, String fields) {
        AuditEvent audit = new AuditEvent();
        if (audit.shouldCommit()) {
            audit.event = event;
            audit.result = result;
            audit.fields = fields;
            audit.commit();
        }
    }
}
