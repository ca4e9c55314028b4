package io.mcpoauth2.agent.exchange;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a request that cannot be judged at once: its own values, as the server may use its request object for
 * another request by then.
 *
 * @param headers those that were asked for, by their names in lower case
 */
public record RequestHead(
        String method,
        String rawPath,
        Optional<String> rawQuery,
        Map<String, List<String>> headers,
        Optional<X509Certificate> clientCertificate,
        Optional<InetAddress> peer,
        int localPort,
        boolean isRoutedByPrefix)
        implements HttpRequestView {

    /**
     * Reads a request.
     *
     * @param headers names of those that will be asked for; all others are absent
     * @param connection whether certificate and peer will be asked for
     */
    public static RequestHead of(HttpRequestView request, List<String> headers, boolean connection) {
        Map<String, List<String>> read = new HashMap<>();
        for (String name : headers) {
            read.put(name.toLowerCase(Locale.ROOT), request.headers(name));
        }
        return new RequestHead(
                request.method(),
                request.rawPath(),
                request.rawQuery(),
                Map.copyOf(read),
                connection ? request.clientCertificate() : Optional.empty(),
                connection ? request.peer() : Optional.empty(),
                request.localPort(),
                request.isRoutedByPrefix());
    }

    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** Nothing that a header may hold. */
    @Override
    public String toString() {
        return "RequestHead[" + method + " " + rawPath + "]";
    }
}
