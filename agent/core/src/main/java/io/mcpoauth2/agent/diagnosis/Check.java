package io.mcpoauth2.agent.diagnosis;

import io.mcpoauth2.agent.config.Problem;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.SettingsResult;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells whether a server with these settings could accept a token, and what has to change if not. */
final class Check {
    private static final String WOULD_BE_RIGHT = "; right would be: ";

    /** Their warnings say what was meant to be given up. */
    private static final Set<String> CONCESSIONS = Set.of(
            "ignored_marks",
            "subject_from_client",
            "audience_bound_by_issuer",
            "expiry_horizon",
            "introspection_exp",
            "authorization_servers",
            "jwks_file",
            "jwks_bearer_file",
            "ca_file",
            "http_hosts");

    private final SettingsResult configured;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final CheckReport report = new CheckReport();

    /**
     * @param environment of this process, which may name a proxy
     */
    Check(SettingsResult configured, Map<String, String> environment, PrintStream out) {
        this.configured = configured;
        this.environment = environment;
        this.out = out;
    }

    /**
     * Asks every issuer for its metadata and keys, and where it introspects, about a token that is none.
     *
     * @param json whether the report is one JSON object, and else lines
     */
    int run(boolean json) {
        configured.shown().forEach(report::setting);
        configured.errors().forEach(this::error);
        configured.warnings().forEach(this::warning);
        if (configured.settings().isPresent()) {
            Settings settings = configured.settings().get();
            new ResourceCheck(settings, report).run();
            new IssuerCheck(settings.forDiagnosis(), environment, report).run();
        } else if (configured.errors().isEmpty()) {
            report.note("mode is off: nothing is protected");
        }
        out.print(json ? report.json() : report.text());
        out.flush();
        return report.findings().isEmpty() ? Commands.FINE : Commands.FOUND;
    }

    private void error(Problem error) {
        List<String> parts = new ArrayList<>(List.of(error.message().split(WOULD_BE_RIGHT, 2)));
        String remedy = parts.size() > 1 ? "right would be: " + parts.get(1) : "correct it where it stands";
        report.finding(new Finding("settings", error.key() + " (" + error.source() + ") " + parts.get(0), remedy));
    }

    private void warning(Problem warning) {
        String text = warning.key() + " (" + warning.source() + ") " + warning.message();
        if (CONCESSIONS.contains(warning.key())) {
            report.note(text);
        } else {
            report.finding(new Finding("settings", text, "correct it, or take it away, where it stands"));
        }
    }
}
