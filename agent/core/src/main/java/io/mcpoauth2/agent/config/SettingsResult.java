package io.mcpoauth2.agent.config;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading the settings.
 *
 * @param mode {@code OFF} if that is what was configured, whatever else was
 * @param settings present if the mode is {@code ENFORCE} and there are no errors
 * @param unusable what could be read although there are errors: it says what to weave, and decides nothing; present if
 *     the mode is {@code ENFORCE} and there are errors
 * @param errors always empty if the mode is {@code OFF}: what is wrong then is a warning, so that the agent can be turned
 *     off in an emergency
 * @param given each setting that is given, with its source and without its value
 * @param shown all settings, for an operator who asks; they may name internal addresses, and are no matter of a log
 * @param exitOnStartFailure known also if there are errors; true if it is wrong itself
 * @param logLevel known also if there are errors; {@code INFO} if it is wrong itself
 */
public record SettingsResult(
        Settings.Mode mode,
        Optional<Settings> settings,
        Optional<Settings> unusable,
        List<Problem> errors,
        List<Problem> warnings,
        List<String> given,
        List<ShownSetting> shown,
        boolean exitOnStartFailure,
        AgentLog.Level logLevel) {

    /** The lines that report all errors; empty if there are none. */
    public List<String> render() {
        List<String> lines = new ArrayList<>(errors.size() + 1);
        if (!errors.isEmpty()) {
            lines.add("the configuration has " + (errors.size() == 1 ? "1 error:" : errors.size() + " errors:"));
        }
        for (Problem error : errors) {
            lines.add("  " + error.render());
        }
        return lines;
    }
}
