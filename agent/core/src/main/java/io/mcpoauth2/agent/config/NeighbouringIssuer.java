package io.mcpoauth2.agent.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Warns of an issuer whose origin is this server's own: it may run in this very JVM, and then its clients, and the agent
 * that wants its keys, meet the agent and have no token yet.
 *
 * <p>Nothing tells the agent's own requests from others, so that only a setting can let them through.
 */
final class NeighbouringIssuer {
    private final Values values;
    private final Problems problems;

    NeighbouringIssuer(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    void warn(Settings settings) {
        for (IssuerSettings issuer : settings.issuers()) {
            URI address = address(issuer.name());
            if (address == null || !isOwnOrigin(address, settings) || isLetThrough(address, settings)) {
                continue;
            }
            String path = pathOf(address);
            problems.warning(
                    Key.ISSUER.text(),
                    values.sourceOf(Key.ISSUER),
                    "has the origin of this server: if the authorization server runs in this JVM, exempt_routes must name"
                            + " its discovery (/.well-known/oauth-authorization-server" + path
                            + ", /.well-known/openid-configuration" + path
                            + (path.isEmpty() ? "" : ", " + path + "/.well-known/openid-configuration")
                            + "), its keys (" + keysPath(issuer)
                            + ") and its authorize, token, login and registration paths, else they need a token, too");
        }
    }

    private static boolean isOwnOrigin(URI issuer, Settings settings) {
        if (isSameOrigin(issuer, settings.resource())) {
            return true;
        }
        for (String audience : settings.audiences()) {
            URI address = address(audience);
            if (address != null && isSameOrigin(issuer, address)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the operator has thought of it. */
    private static boolean isLetThrough(URI issuer, Settings settings) {
        String path = pathOf(issuer);
        return isOpen("/.well-known/oauth-authorization-server" + path, settings)
                || isOpen("/.well-known/openid-configuration" + path, settings)
                || isOpen(path + "/.well-known/openid-configuration", settings);
    }

    private static boolean isOpen(String path, Settings settings) {
        for (RoutePattern exempt : settings.exemptRoutes().patterns()) {
            if (exempt.surelyFits(path, exempt.port())) {
                return true;
            }
        }
        RoutePatterns routes = settings.protectedRoutes();
        return routes.isEmpty() || !routes.mayContain(path, RoutePattern.ANY_PORT, false);
    }

    private static String keysPath(IssuerSettings issuer) {
        return issuer.keys().jwksUri().map(URI::getRawPath).orElse("the path of its jwks_uri");
    }

    private static String pathOf(URI issuer) {
        String path = issuer.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static boolean isSameOrigin(URI one, URI other) {
        return other.getHost() != null
                && one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    private static @Nullable URI address(String name) {
        if (!UrlRule.isUrl(name)) {
            return null;
        }
        try {
            URI address = new URI(name);
            return address.getHost() == null ? null : address;
        } catch (URISyntaxException e) {
            return null; // Reported where it is read.
        }
    }
}
