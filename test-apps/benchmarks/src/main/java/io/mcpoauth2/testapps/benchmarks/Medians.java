package io.mcpoauth2.testapps.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times in milliseconds and sizes in megabytes, by name, and the median of each. */
final class Medians {
    private final Map<String, List<Long>> values = new LinkedHashMap<>();

    void add(String name, Duration time) {
        values.computeIfAbsent(name + " (ms)", key -> new ArrayList<>()).add(time.toMillis());
    }

    void addBytes(String name, long bytes) {
        values.computeIfAbsent(name + " (MB)", key -> new ArrayList<>()).add(bytes / 1_000_000);
    }

    /** All medians, one a line. */
    String report() {
        StringBuilder lines = new StringBuilder();
        values.forEach((name, all) -> {
            List<Long> sorted = all.stream().sorted().toList();
            lines.append(String.format("  %-56s %6d%n", name, sorted.get(sorted.size() / 2)));
        });
        return lines.toString();
    }
}
