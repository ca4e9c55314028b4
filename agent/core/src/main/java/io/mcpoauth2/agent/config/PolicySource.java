package io.mcpoauth2.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the policy can be read again while the process runs: all settings as at the start, of which only the policy counts.
 *
 * @param file that may change; empty if there is none
 */
public record PolicySource(Optional<String> file, SettingsReader reader) {
    /**
     * What the sources say now.
     *
     * @param policy empty if they have errors
     * @param errors in words, no values
     */
    public record Reading(Optional<PolicySettings> policy, List<String> errors) {}

    public Reading read() {
        SettingsResult result = reader.read();
        List<String> errors = new ArrayList<>();
        for (Problem problem : result.errors()) {
            errors.add(problem.key() + " (" + problem.source() + ") " + problem.message());
        }
        return new Reading(result.settings().map(settings -> settings.access().policy()), List.copyOf(errors));
    }
}
