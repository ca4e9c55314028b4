package io.mcpoauth2.agent.config;

/**
 * Requests by their path, and perhaps by the port that they came in by.
 *
 * <p>Only paths in plain spelling are compared: {@code io.mcpoauth2.agent.gate} never exempts another one. Called on every
 * request: no substring, no iterator.
 *
 * @param port of the listening socket; {@link #ANY_PORT} for all
 * @param path exact, or with a trailing {@code *}
 */
public record RoutePattern(int port, String path) {
    /** In a pattern: whatever the port. Of a request: it cannot be told. */
    public static final int ANY_PORT = 0;

    /** A path, or a colon, a port and a path. The rules let no other text through. */
    static RoutePattern of(String text) {
        int slash = text.startsWith(":") ? text.indexOf('/') : -1;
        return slash < 0
                ? new RoutePattern(ANY_PORT, text)
                : new RoutePattern(Ports.parse(text.substring(1, slash)), text.substring(slash));
    }

    /**
     * Whether the request is surely meant; case-sensitive. {@code /health/*} fits {@code /health/} and all below it, and
     * {@code /health*} fits {@code /healthz} too; neither dots nor encodings are interpreted.
     *
     * @param requestPort {@link #ANY_PORT} if unknown, which fits no port
     */
    boolean surelyFits(String requestPath, int requestPort) {
        if (port != ANY_PORT && port != requestPort) {
            return false;
        }
        return path.endsWith("*") ? requestPath.regionMatches(0, path, 0, path.length() - 1) : requestPath.equals(path);
    }

    /**
     * Whether some server may lead the request to what is meant: servers differ in whether case and a slash at the end
     * count, and in what else of a path leads to a handler. {@code /mcp}, {@code /mcp/} and {@code /mcp/*} fit the same:
     * {@code /mcp}, {@code /mcp/x} and {@code /mcp.x} in any case.
     *
     * @param requestPort {@link #ANY_PORT} if unknown, which fits every port
     * @param byPrefix whether the server leads {@code /mcpx} to the handler of {@code /mcp}
     */
    boolean mayFit(String requestPath, int requestPort, boolean byPrefix) {
        if (port != ANY_PORT && requestPort != ANY_PORT && port != requestPort) {
            return false;
        }
        int stem = path.length();
        boolean anyEnding = byPrefix;
        if (path.endsWith("*")) {
            stem--;
            anyEnding |= stem == 0 || path.charAt(stem - 1) != '/';
        }
        if (stem > 0 && path.charAt(stem - 1) == '/') {
            stem--;
        }
        if (!requestPath.regionMatches(true, 0, path, 0, stem)) { // Both are ASCII: no other letter has the same case.
            return false;
        }
        return anyEnding || requestPath.length() == stem || isEndOfName(requestPath.charAt(stem));
    }

    /** A dot begins what file systems drop and frameworks take for the wanted type: {@code /mcp.}, {@code /mcp.json}. */
    private static boolean isEndOfName(char c) {
        return c == '/' || c == '.';
    }
}
