package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.config.Problem;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.SettingsResult;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.UnprotectedReminder;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines about what was configured, for all ways in which a start may go on. */
final class StartReport {
    private static final String UNPROTECTED = "on_start_failure=continue: this JVM runs UNPROTECTED";

    private final SettingsResult result;
    private final String version;
    private final Instrumentation jvm;
    private final AgentLog log;

    StartReport(SettingsResult result, String version, Instrumentation jvm, AgentLog log) {
        this.result = result;
        this.version = version;
        this.jvm = jvm;
        this.log = log;
    }

    /** Writes all of it, where a JVM goes on whatever is wrong. */
    void write() {
        writeWarnings();
        if (result.errors().isEmpty()) {
            writeMode();
            return;
        }
        List<String> lines = new ArrayList<>(result.render());
        if (result.exitOnStartFailure()) {
            lines.add("  every request is refused, as this JVM names no main class and is not ended");
            log.error(lines);
        } else {
            log.error(lines);
            log.error(UNPROTECTED);
        }
    }

    void writeWarnings() {
        for (Problem warning : result.warnings()) {
            log.warn(warning.render());
        }
    }

    /** Writes what is on and for whom, or that nothing is; there are no errors. */
    void writeMode() {
        if (result.settings().isEmpty()) {
            log.info("version " + version + " is off (mode=off): nothing is protected");
            return;
        }
        Settings settings = result.settings().get();
        log.info("version " + version + " on JDK " + Runtime.version().feature() + ", mode "
                + settings.mode().name().toLowerCase(Locale.ROOT) + ", issuer "
                + String.join(", ", settings.issuerNames()) + ", audience " + String.join(", ", settings.audiences())
                + "; settings: " + String.join(", ", result.given()));
        if (settings.mode() == Settings.Mode.REPORT) {
            log.warn(UnprotectedReminder.line());
        }
        String missing = RuntimeImage.fault();
        if (!missing.isEmpty()) {
            log.warn(missing);
        }
        if (TrainingRun.isThisOne(jvm)) {
            log.info("an AOT cache is being recorded: woven classes are not archived, and are protected all the same");
        }
    }

    /** Returns the report of all errors, for who ends the start. */
    String errors() {
        return "[mcp-oauth2-agent] ERROR " + String.join(System.lineSeparator(), result.render());
    }

    /** Returns the line that follows the errors where the JVM goes on all the same. */
    String unprotected() {
        return "[mcp-oauth2-agent] ERROR " + UNPROTECTED;
    }
}
