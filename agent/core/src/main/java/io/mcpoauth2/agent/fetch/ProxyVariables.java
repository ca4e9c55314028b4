package io.mcpoauth2.agent.fetch;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells of a proxy that the environment names and the JVM does not use, as it reads properties only (row K9). */
final class ProxyVariables {
    private static final List<String> FOR_HTTPS = List.of("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy");
    private static final List<String> FOR_HTTP = List.of("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy");

    private final Map<String, String> environment;

    ProxyVariables(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The end of a log line about a connection that failed; empty unless such a variable is set and the JVM has no proxy.
     * Shows no value, which may hold a password.
     */
    String hint(URI target) {
        String scheme = "https".equalsIgnoreCase(target.getScheme()) ? "https" : "http";
        String property = scheme + ".proxyHost";
        if (!isSet(System.getProperty(property, "")) && !isSet(System.getProperty("socksProxyHost", ""))) {
            for (String name : scheme.equals("https") ? FOR_HTTPS : FOR_HTTP) {
                if (isSet(environment.getOrDefault(name, ""))) {
                    return String.format(
                            Locale.ROOT,
                            " (%s is set, which the JVM does not read: a proxy is used by -D%s and -D%s.proxyPort)",
                            name,
                            property,
                            scheme);
                }
            }
        }
        return "";
    }

    private static boolean isSet(String value) {
        return !value.isBlank();
    }
}
