package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.config.RoutePattern;
import io.mcpoauth2.agent.config.RoutePatterns;
import io.mcpoauth2.agent.exchange.HttpRequestView;

/** Tells which requests bring messages that are to be judged. Doubt reads them. */
final class MessageRoutes {
    private final RoutePatterns routes;
    private final boolean all;
    private final boolean namePorts;

    MessageRoutes(RoutePatterns routes) {
        this.routes = routes;
        this.all = routes.equals(RoutePatterns.ALL);
        this.namePorts = routes.namePorts();
    }

    boolean contain(HttpRequestView request) {
        return mayHaveMessage(request.method()) && (all || mayContain(request));
    }

    private boolean mayContain(HttpRequestView request) {
        String path = request.rawPath();
        int port = namePorts ? request.localPort() : RoutePattern.ANY_PORT;
        return !RawPath.isPlain(path) || routes.mayContain(path, port, request.isRoutedByPrefix());
    }

    /** MCP has its messages in POST alone; what is written by hand may take them by others that have content. */
    static boolean mayHaveMessage(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE", "DELETE", "CONNECT" -> false;
            default -> true;
        };
    }
}
