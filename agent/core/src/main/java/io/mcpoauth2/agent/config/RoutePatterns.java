package io.mcpoauth2.agent.config;

import java.util.List;

/**
 * A set of request paths, each exact or with a trailing {@code *}.
 *
 * <p>Only paths in plain spelling are asked for: {@code io.mcpoauth2.agent.gate} never exempts another one.
 */
public record RoutePatterns(List<String> patterns) {
    /** Contains no path. */
    public static final RoutePatterns NONE = new RoutePatterns(List.of());
    /** Contains every path. */
    public static final RoutePatterns ALL = new RoutePatterns(List.of("/*"));

    public RoutePatterns {
        patterns = List.copyOf(patterns);
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /**
     * Whether a pattern fits; case-sensitive. {@code /health/*} fits {@code /health/} and all below it, and
     * {@code /health*} fits {@code /healthz} too; neither dots nor encodings are interpreted.
     */
    public boolean contains(String path) {
        for (int i = 0; i < patterns.size(); i++) { // Asked on every request: no iterator, no substring.
            String pattern = patterns.get(i);
            int stem = pattern.length() - 1;
            if (pattern.endsWith("*") ? path.regionMatches(0, pattern, 0, stem) : path.equals(pattern)) {
                return true;
            }
        }
        return false;
    }
}
