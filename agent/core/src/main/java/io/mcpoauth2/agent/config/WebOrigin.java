package io.mcpoauth2.agent.config;

import io.mcpoauth2.agent.text.Alphabet;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The origin of a page as browsers write it into {@code Origin}: RFC 6454 §6.2, lower case, without a default port. */
public final class WebOrigin {
    private static final Alphabet SCHEME =
            Alphabet.LOWER_CASE.and(Alphabet.DIGITS).and("+-.");
    private static final Alphabet HOST =
            Alphabet.LOWER_CASE.and(Alphabet.DIGITS).and("-._");

    private static final String HTTP = "http";
    private static final String HTTPS = "https";

    private WebOrigin() {}

    /** The origin of an http or https URL with a host. */
    public static String of(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        String origin = scheme + "://" + Ipv6Host.canonical(url.getHost().toLowerCase(Locale.ROOT));
        int port = url.getPort();
        return port == -1 || port == defaultPort(scheme) ? origin : origin + ":" + port;
    }

    /** Whether a URL's host is this very machine. */
    public static boolean isLoopback(URI url) {
        return url.getHost() != null && UrlRule.isLoopback(url.getHost());
    }

    /** Whether a text is the origin of a page of this very machine, whatever its port. */
    public static boolean isLoopback(String origin) {
        int host = origin.startsWith("http://") ? 7 : origin.startsWith("https://") ? 8 : origin.length();
        for (String name : new String[] {"localhost", "127.0.0.1", "[::1]"}) {
            if (origin.startsWith(name, host)) {
                String port = origin.substring(host + name.length());
                return port.isEmpty() || isPort(port);
            }
        }
        return false;
    }

    /** What is wrong with a text that is to be compared with what browsers send; null if nothing is. */
    static @Nullable String fault(String text) {
        if (text.indexOf('*') >= 0) {
            return "has a wildcard";
        }
        int colon = text.indexOf("://");
        if (colon < 1) {
            return "is no origin, which is a scheme, :// and a host";
        }
        String scheme = text.substring(0, colon);
        String authority = text.substring(colon + 3);
        for (char c : new char[] {'/', '\\', '?', '#', '@'}) {
            if (authority.indexOf(c) >= 0) {
                return "has something else than a scheme, a host and perhaps a port";
            }
        }
        int end = endOfHost(authority);
        String port = authority.substring(end);
        if (!isScheme(scheme) || !isHost(scheme, authority.substring(0, end))) {
            return "has a host or a scheme that no browser writes so; both are in lower case";
        }
        if (port.isEmpty()) {
            return null;
        }
        return !isPort(port) || port.equals(":" + defaultPort(scheme))
                ? "has a port that no browser writes, such as the scheme's own"
                : null;
    }

    /** The origins as browsers send them, of texts without a {@linkplain #fault fault}, whose IPv6 addresses may be spelt otherwise. */
    static Set<String> asSent(List<String> origins) {
        Set<String> sent = new HashSet<>();
        for (String origin : origins) {
            int bracket = origin.indexOf("://[") + 3;
            int end = origin.indexOf(']') + 1;
            sent.add(
                    bracket < 3
                            ? origin
                            : origin.substring(0, bracket)
                                    + Ipv6Host.canonical(origin.substring(bracket, end))
                                    + origin.substring(end));
        }
        return Set.copyOf(sent);
    }

    private static int endOfHost(String authority) {
        int bracket = authority.startsWith("[") ? authority.indexOf(']') : 0;
        int colon = authority.indexOf(':', Math.max(bracket, 0));
        return colon < 0 ? authority.length() : colon;
    }

    /** RFC 3986 §3.1, in lower case. */
    private static boolean isScheme(String scheme) {
        return Alphabet.LOWER_CASE.contains(scheme.charAt(0)) && SCHEME.containsAll(scheme);
    }

    private static boolean isHost(String scheme, String host) {
        if (host.startsWith("[")) {
            return host.equals(host.toLowerCase(Locale.ROOT))
                    && Ipv6Host.parse(host).isPresent();
        }
        // Browsers change no letter of a host whose scheme they do not know.
        boolean known = scheme.equals(HTTP) || scheme.equals(HTTPS);
        return !host.isEmpty() && (known ? HOST : Alphabet.UNRESERVED).containsAll(host);
    }

    private static boolean isPort(String text) {
        return text.startsWith(":") && Ports.parse(text.substring(1)) != Ports.NONE;
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case HTTP -> 80;
            case HTTPS -> 443;
            default -> -1;
        };
    }
}
