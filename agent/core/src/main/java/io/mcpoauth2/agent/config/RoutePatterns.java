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
        for (String pattern : patterns) {
            if (pattern.endsWith("*")
                    ? path.startsWith(pattern.substring(0, pattern.length() - 1))
                    : path.equals(pattern)) {
                return true;
            }
        }
        return false;
    }
}
