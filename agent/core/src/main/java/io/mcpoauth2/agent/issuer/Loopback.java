package io.mcpoauth2.agent.issuer;

import org.jspecify.annotations.Nullable;

/** Which hosts plain http may be spoken with when {@code allow_http} is set. Nothing is resolved. */
final class Loopback {
    private Loopback() {}

    /**
     * @param host as {@link java.net.URI#getHost()} gives it
     */
    static boolean contains(@Nullable String host) {
        return host != null && (host.equalsIgnoreCase("localhost") || host.equals("[::1]") || isIpv4Loopback(host));
    }

    /** {@code 127.0.0.1.example.org} is a name, not an address. */
    private static boolean isIpv4Loopback(String host) {
        if (!host.startsWith("127.")) {
            return false;
        }
        int dots = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return dots == 3;
    }
}
