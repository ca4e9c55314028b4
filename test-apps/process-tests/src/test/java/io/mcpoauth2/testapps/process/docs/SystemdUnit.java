package io.mcpoauth2.testapps.process.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The units and drop-ins of a service, as systemd reads them one after the other. */
final class SystemdUnit {
    private static final Pattern VARIABLE = Pattern.compile("\"?([A-Z][A-Z0-9_]*)=([^\"]*)\"?");

    /** Those that the documentation needs. */
    private static final Map<String, List<String>> KEYS = Map.of(
            "[Unit]", List.of("Description", "After", "Wants"),
            "[Service]",
                    List.of(
                            "User",
                            "ExecStart",
                            "Environment",
                            "EnvironmentFile",
                            "SuccessExitStatus",
                            "Restart",
                            "RestartPreventExitStatus"),
            "[Install]", List.of("WantedBy"));

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if a line is not known here, or in no section */
    SystemdUnit(Stream<String> files) {
        files.forEach(file -> {
            String section = "";
            for (String line : file.lines().toList()) {
                if (line.startsWith("[")) {
                    section = line;
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    add(section, line);
                }
            }
        });
    }

    private void add(String section, String line) {
        String[] parts = line.split("=", 2);
        if (parts.length != 2 || !KEYS.getOrDefault(section, List.of()).contains(parts[0])) {
            throw new IllegalArgumentException("Not known in " + section + ": " + line);
        }
        values.computeIfAbsent(parts[0], none -> new ArrayList<>()).add(parts[1]);
    }

    List<String> all(String key) {
        return values.getOrDefault(key, List.of());
    }

    /** What {@code Environment} sets, the later of two values. */
    Map<String, String> environment() {
        return variables(all("Environment").stream());
    }

    /**
     * Reads lines of variables, as they stand in a file of them, too.
     *
     * @throws IllegalArgumentException if one is not NAME=value
     */
    static Map<String, String> variables(Stream<String> lines) {
        Map<String, String> variables = new LinkedHashMap<>();
        lines.filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher variable = VARIABLE.matcher(line);
            if (!variable.matches()) {
                throw new IllegalArgumentException("Not NAME=value: " + line);
            }
            variables.put(variable.group(1), variable.group(2));
        });
        return variables;
    }
}
