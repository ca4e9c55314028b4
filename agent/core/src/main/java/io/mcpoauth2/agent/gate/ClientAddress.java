package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.config.Network;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The address that a request comes from, behind proxies that are trusted to say so: for audit and rates alone, never for a
 * decision about who calls or what for.
 */
public final class ClientAddress {
    private static final String HEADER = "X-Forwarded-For";
    /** Characters that are looked at, from the end: what the nearest proxies have written. */
    private static final int MAX_TEXT = 1024;

    private final List<Network> proxies;

    public ClientAddress(List<Network> proxies) {
        this.proxies = proxies;
    }

    /**
     * The connection's other end, or where that is a trusted proxy, the last address in {@code X-Forwarded-For} that is none.
     * What cannot be read there ends the search: the proxy that was reached last is named then.
     */
    public Optional<InetAddress> of(HttpRequestView request) {
        Optional<InetAddress> peer = request.peer();
        if (peer.isEmpty() || !isProxy(peer.get())) {
            return peer;
        }
        InetAddress nearest = peer.get();
        String forwarded = String.join(",", request.headers(HEADER));
        int start = Math.max(0, forwarded.length() - MAX_TEXT);
        int end = forwarded.length();
        while (end > start) {
            int comma = forwarded.lastIndexOf(',', end - 1);
            if (comma < start && start > 0) {
                break; // Cut off.
            }
            Optional<InetAddress> named =
                    Network.address(forwarded.substring(comma + 1, end).strip());
            if (named.isEmpty()) {
                break;
            }
            nearest = named.get();
            if (!isProxy(nearest)) {
                break;
            }
            end = Math.max(comma, 0);
        }
        return Optional.of(nearest);
    }

    private boolean isProxy(InetAddress address) {
        for (Network proxy : proxies) {
            if (proxy.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
