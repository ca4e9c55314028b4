package io.mcpoauth2.testapps.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times by name, in milliseconds, and the median of each. */
final class Medians {
    private final Map<String, List<Duration>> times = new LinkedHashMap<>();

    void add(String name, Duration time) {
        times.computeIfAbsent(name, key -> new ArrayList<>()).add(time);
    }

    long of(String name) {
        List<Duration> sorted =
                times.getOrDefault(name, List.of()).stream().sorted().toList();
        return sorted.get(sorted.size() / 2).toMillis();
    }

    /** All medians, one a line. */
    String report() {
        StringBuilder lines = new StringBuilder();
        times.keySet().forEach(name -> lines.append(String.format("  %-52s %6d ms%n", name, of(name))));
        return lines.toString();
    }
}
