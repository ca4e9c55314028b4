package io.mcpoauth2.agent.exchange;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** A request as the gate sees it; each door has an adapter. Reading it must not touch the body or its parameters. */
public interface HttpRequestView {
    /** The method, as sent. */
    String method();

    /** The path of the request target exactly as sent: still encoded, with path parameters, without the query. */
    String rawPath();

    /** The query exactly as sent, without the question mark. */
    Optional<String> rawQuery();

    /** All values of a header, one element a field line, in order; empty if absent. Names are case-insensitive. */
    List<String> headers(String name);

    /** The client's certificate as this server's own TLS layer has verified it; empty without one. */
    Optional<X509Certificate> clientCertificate();

    /** The address of the connection's other end, whatever any header says; empty where it cannot be told. */
    Optional<InetAddress> peer();

    /**
     * The port of the listening socket that took the connection; 0 where it cannot be told. Never what Host, the request
     * target, a forwarding header or the PROXY protocol says: routes of a port are opened by it.
     */
    default int localPort() {
        return 0;
    }

    /** Whether the server takes a handler's path for the beginning of others, so that {@code /mcp} serves {@code /mcpx}. */
    default boolean isRoutedByPrefix() {
        return false;
    }
}
