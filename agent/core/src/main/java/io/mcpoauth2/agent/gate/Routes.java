package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.config.RoutePatterns;
import io.mcpoauth2.agent.config.Settings;

/**
 * Which requests need a token, by the path exactly as it was sent.
 *
 * <p>Doubt protects: only a path in plain spelling can be exempt or lie outside of the protected routes.
 */
final class Routes {
    /** What a path asks of its requests. */
    enum Rule {
        /** Nothing; credentials are not looked at. */
        EXEMPT,
        /** Nothing, but a token that is brought is judged. */
        OPEN,
        /** A valid token. */
        PROTECTED
    }

    private final RoutePatterns exempt;
    private final RoutePatterns protectedRoutes;

    Routes(Settings settings) {
        this.exempt = settings.exemptRoutes();
        this.protectedRoutes = settings.protectedRoutes();
    }

    Rule ruleOf(String rawPath) {
        boolean plain = RawPath.isPlain(rawPath);
        if (plain && exempt.contains(rawPath)) {
            return Rule.EXEMPT;
        }
        if (protectedRoutes.isEmpty()) {
            return Rule.OPEN;
        }
        return plain && !protectedRoutes.contains(rawPath) ? Rule.OPEN : Rule.PROTECTED;
    }
}
