package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.config.RoutePattern;
import io.mcpoauth2.agent.config.RoutePatterns;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.exchange.HttpRequestView;

/**
 * Which requests need a token, by the path exactly as it was sent and the port that they came in by.
 *
 * <p>Doubt protects, in both directions: only a path in plain spelling can be exempt or lie outside of the protected
 * routes; what is exempt is exactly what is written, and what is protected is all that some server may take for it. A port
 * that is not known is no exempt one, and may be a protected one.
 */
final class Routes {
    /** What is asked of a request. */
    enum Rule {
        /** Nothing; credentials are not looked at. */
        EXEMPT,
        /** Nothing, but a valid token tells who calls. */
        OPEN,
        /** A valid token. */
        PROTECTED
    }

    private final RoutePatterns exempt;
    private final RoutePatterns protectedRoutes;
    private final boolean namePorts;
    /** Nothing is exempt, and nothing open. */
    private final boolean protectAll;

    Routes(Settings settings) {
        this.exempt = settings.exemptRoutes();
        this.protectedRoutes = settings.protectedRoutes();
        this.namePorts = exempt.namePorts() || protectedRoutes.namePorts();
        this.protectAll = exempt.isEmpty() && protectedRoutes.equals(RoutePatterns.ALL);
    }

    /** Asks for the port only where a route has one. */
    Rule ruleOf(HttpRequestView request) {
        if (protectAll) {
            return Rule.PROTECTED;
        }
        String path = request.rawPath();
        boolean plain = RawPath.isPlain(path);
        int port = namePorts ? request.localPort() : RoutePattern.ANY_PORT;
        if (plain && exempt.surelyContain(path, port)) {
            return Rule.EXEMPT;
        }
        if (protectedRoutes.isEmpty()) {
            return Rule.OPEN;
        }
        return plain && !protectedRoutes.mayContain(path, port, request.isRoutedByPrefix())
                ? Rule.OPEN
                : Rule.PROTECTED;
    }
}
