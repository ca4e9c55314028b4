package io.mcpoauth2.agent.config;

import java.util.ArrayList;
import java.util.List;

/** A set of requests, by their path and port. */
public record RoutePatterns(List<RoutePattern> patterns) {
    /** Contains no request. */
    public static final RoutePatterns NONE = new RoutePatterns(List.of());
    /** Contains every request. */
    public static final RoutePatterns ALL = new RoutePatterns(List.of(RoutePattern.of("/*")));

    public RoutePatterns {
        patterns = List.copyOf(patterns);
    }

    /** From texts as they are configured. */
    public static RoutePatterns of(List<String> texts) {
        List<RoutePattern> patterns = new ArrayList<>(texts.size());
        for (String text : texts) {
            patterns.add(RoutePattern.of(text));
        }
        return new RoutePatterns(patterns);
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Whether a pattern is for one port only. */
    public boolean namePorts() {
        for (RoutePattern pattern : patterns) {
            if (pattern.port() != RoutePattern.ANY_PORT) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the request is surely among them: what it passes by.
     *
     * @param path in plain spelling
     * @param port of the listening socket, 0 if unknown
     */
    public boolean surelyContain(String path, int port) {
        for (int i = 0; i < patterns.size(); i++) { // Asked on every request: no iterator.
            if (patterns.get(i).surelyFits(path, port)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the request may be among them: what protects it.
     *
     * @param path in plain spelling
     * @param port of the listening socket, 0 if unknown
     * @param byPrefix whether the server takes a handler's path for the beginning of others
     */
    public boolean mayContain(String path, int port, boolean byPrefix) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).mayFit(path, port, byPrefix)) {
                return true;
            }
        }
        return false;
    }
}
