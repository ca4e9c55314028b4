package io.mcpoauth2.agent.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs are taken for an issuer, its key set and endpoints, and the resource: https, or http to this very machine or a named host if
 * allowed.
 *
 * <p>Sources: RFC 8414 section 2 (issuer), RFC 9728 section 1.2 (resource). Host names are not resolved.
 */
public final class UrlRule {
    private static final int MAX_PORT = 65535;

    private final boolean allowHttp;
    private final Set<String> hosts;

    /**
     * @param hosts that may be asked by http besides this machine, in lower case
     */
    public UrlRule(boolean allowHttp, Set<String> hosts) {
        this.allowHttp = allowHttp;
        this.hosts = hosts;
    }

    Set<String> hosts() {
        return hosts;
    }

    /** What is wrong with an identifier, which has neither query nor fragment; null if nothing is. */
    @Nullable
    String faultOfIdentifier(String url) {
        if (url.indexOf('?') >= 0) {
            return "has a query";
        }
        return fault(url);
    }

    /** What is wrong with an address, which has no fragment; null if nothing is. */
    public @Nullable String fault(String url) {
        if (!isVisibleAscii(url)) {
            return "has a space or a character beyond ASCII";
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return "is not a URL";
        }
        if (uri.getRawFragment() != null) {
            return "has a fragment";
        }
        if (uri.getRawUserInfo() != null) {
            return "has a user name or password";
        }
        String host = uri.getHost();
        if (host == null || uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            return "is not a URL with a host";
        }
        if ("https".equalsIgnoreCase(uri.getScheme())) {
            return null;
        }
        if (!"http".equalsIgnoreCase(uri.getScheme())) {
            return "does not begin with https://";
        }
        if (!isLoopback(host)) {
            return allowHttp && hosts.contains(host.toLowerCase(Locale.ROOT)) ? null : "does not begin with https://";
        }
        return allowHttp ? null : "is http, which allow_http=true permits for loopback addresses";
    }

    /** Whether a name is written as a URL, right or wrong. */
    static boolean isUrl(String name) {
        return name.regionMatches(true, 0, "https://", 0, 8) || name.regionMatches(true, 0, "http://", 0, 7);
    }

    /** Whether a URL's host is this very machine. */
    static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost") || Ipv6Host.canonical(host).equals("[::1]")) {
            return true;
        }
        if (!host.startsWith("127.")) {
            return false;
        }
        // 127.example.com is a name; only digits and dots make an address, whose form URI has checked.
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    static boolean isVisibleAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
