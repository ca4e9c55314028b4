package io.mcpoauth2.testapps.issuer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Finds the endpoint of a request by its exact path, and turns what it throws into a response. */
final class Router implements HttpHandler {
    private static final System.Logger LOG = System.getLogger(Router.class.getName());

    private record Route(Set<String> methods, Endpoint endpoint) {}

    private final Map<String, Route> routes = new HashMap<>();

    void add(String path, Set<String> methods, Endpoint endpoint) {
        routes.put(path, new Route(methods, endpoint));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            dispatch(exchange);
        } catch (RuntimeException e) {
            // The JDK's server would close the connection and say nothing.
            LOG.log(System.Logger.Level.ERROR, "Request failed", e);
            throw e;
        }
    }

    private void dispatch(HttpExchange exchange) throws IOException {
        Route route = routes.get(exchange.getRequestURI().getRawPath());
        if (route == null) {
            exchange.sendResponseHeaders(404, -1);
        } else if (!route.methods().contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", String.join(", ", route.methods()));
            exchange.sendResponseHeaders(405, -1);
        } else {
            try {
                route.endpoint().handle(exchange);
            } catch (OAuthError e) {
                Reply.error(exchange, e);
            }
        }
    }
}
