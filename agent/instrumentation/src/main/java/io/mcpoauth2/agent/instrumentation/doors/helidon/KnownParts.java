package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.DirectHandler;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.spi.Http1RoutedUpgrader;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells the parts of a WebServer whose requests pass the door from those that serve by themselves, which are closed: whoever
 * comes by one of them is refused, and Helidon's log says why.
 */
final class KnownParts {
    private static final String ROUTING = "io.helidon.webserver.http.HttpRoutingImpl";
    private static final Set<String> PROTOCOLS = Set.of(
            "io.helidon.webserver.http1.Http1ConnectionSelector", "io.helidon.webserver.http2.Http2ConnectionSelector");
    /** Upgrades to HTTP/2, each of whose requests is routed. */
    private static final String HTTP2 = "io.helidon.webserver.http2.Http2Upgrader";

    private KnownParts() {}

    /**
     * @throws IllegalStateException if the connection's requests are routed by a class of the application's
     */
    static void requireRouting(ConnectionContext connection) {
        Class<?> routing = connection
                .router()
                .routing(HttpRouting.class, HttpRouting.empty())
                .getClass();
        if (!routing.getName().equals(ROUTING)) {
            throw new IllegalStateException(closed(routing));
        }
    }

    static Map<String, Http1Upgrader> upgraders(Map<String, Http1Upgrader> all) {
        Map<String, Http1Upgrader> known = new HashMap<>(all);
        known.replaceAll((protocol, upgrader) -> isKnown(upgrader) ? upgrader : new ClosedUpgrader(upgrader));
        return known;
    }

    private static boolean isKnown(Http1Upgrader upgrader) {
        return upgrader instanceof Http1RoutedUpgrader
                || upgrader instanceof ClosedUpgrader
                || upgrader.getClass().getName().equals(HTTP2);
    }

    static ServerConnectionSelector protocol(ServerConnectionSelector selector) {
        return PROTOCOLS.contains(selector.getClass().getName()) ? selector : new ClosedProtocol(selector);
    }

    private static String closed(Class<?> type) {
        return "mcp-oauth2-agent: no door knows the requests that come by " + type.getName() + ", so they are refused";
    }

    /** An upgrade that no routing sees. */
    private record ClosedUpgrader(Http1Upgrader upgrader) implements Http1Upgrader {
        @Override
        public String supportedProtocol() {
            return upgrader.supportedProtocol();
        }

        @Override
        public ServerConnection upgrade(ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
            throw RequestException.builder()
                    .type(DirectHandler.EventType.OTHER)
                    .status(Status.SERVICE_UNAVAILABLE_503)
                    .message(closed(upgrader.getClass()))
                    .build();
        }
    }

    /** A protocol that is recognised as it would be without the agent, and not served. */
    private record ClosedProtocol(ServerConnectionSelector selector) implements ServerConnectionSelector {
        @Override
        public int bytesToIdentifyConnection() {
            return selector.bytesToIdentifyConnection();
        }

        @Override
        public Support supports(BufferData data) {
            return selector.supports(data);
        }

        @Override
        public Set<String> supportedApplicationProtocols() {
            return selector.supportedApplicationProtocols();
        }

        @Override
        public ServerConnection connection(ConnectionContext context) {
            throw new IllegalStateException(closed(selector.getClass()));
        }
    }
}
