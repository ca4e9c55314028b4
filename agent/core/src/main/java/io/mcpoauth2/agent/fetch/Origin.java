package io.mcpoauth2.agent.fetch;

import java.net.URI;
import java.util.Locale;

/** Compares the origins of addresses (RFC 6454 §4): scheme, host and port; another user name is somebody else. */
public final class Origin {
    private Origin() {}

    /** Whether both addresses are of one origin; what has no host has none. */
    public static boolean isSame(URI one, URI other) {
        return one.getHost() != null && of(one).equals(of(other));
    }

    private static String of(URI uri) {
        String text = uri.getScheme() + "://" + uri.getHost() + ":" + port(uri) + "/" + uri.getRawUserInfo();
        return text.toLowerCase(Locale.ROOT);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
