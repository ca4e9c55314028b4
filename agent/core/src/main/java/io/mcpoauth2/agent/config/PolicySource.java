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
     * @param warnings of the policy alone, the same
     */
    public record Reading(Optional<PolicySettings> policy, List<String> errors, List<String> warnings) {}

    public Reading read() {
        SettingsResult result = reader.read();
        List<Problem> warnings = new ArrayList<>(result.warnings());
        warnings.removeIf(warning -> !warning.key().equals(RulesSection.NAME));
        return new Reading(
                result.settings().map(settings -> settings.access().policy()),
                inWords(result.errors()),
                inWords(warnings));
    }

    private static List<String> inWords(List<Problem> problems) {
        List<String> words = new ArrayList<>();
        for (Problem problem : problems) {
            words.add(problem.key() + " (" + problem.source() + ") " + problem.message());
        }
        return List.copyOf(words);
    }
}
