package io.mcpoauth2.agent.config;

import io.mcpoauth2.agent.text.Alphabet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with one element of a list; null if nothing is. Faults never quote the element. */
final class ElementRules {
    /** Kinds of JWT that are issued for something else than calling a resource server (REQUIREMENTS D1). */
    private static final Set<String> NOT_ACCESS_TOKENS = Set.of(
            "dpop+jwt",
            "logout+jwt",
            "secevent+jwt",
            "token-introspection+jwt",
            "oauth-id-jag+jwt",
            "client-authentication+jwt");

    private static final List<String> ALGORITHMS = List.of(
            "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519");

    private static final Alphabet HOST =
            Alphabet.LOWER_CASE.and(Alphabet.DIGITS).and("-.");
    private static final Alphabet TENANT = Alphabet.LETTERS_AND_DIGITS.and("-.");
    /** In lower case (RFC 6838 section 4.2). */
    private static final Alphabet MEDIA_TYPE =
            Alphabet.LOWER_CASE.and(Alphabet.DIGITS).and("!#$&-^_.+");

    private static final int MAX_ISSUER = 1024;

    private final UrlRule urls;

    ElementRules(UrlRule urls) {
        this.urls = urls;
    }

    @Nullable
    String fault(Key key, String element) {
        return switch (key) {
            case ISSUER -> issuer(element);
            case AUTHORIZATION_SERVERS -> urls.faultOfIdentifier(element);
            case ACCEPTED_CLIENTS -> clientId(element);
            case IGNORED_MARKS -> TokenRules.MARKS.contains(element) ? null : "is no mark that may be ignored";
            case HTTP_HOSTS -> host(element);
            case TENANTS -> tenant(element);
            case AUDIENCE -> audience(element);
            case EXEMPT_ROUTES, PROTECTED_ROUTES, MESSAGE_ROUTES -> route(element);
            case KNOWN_PORTS -> Ports.parse(element) == Ports.NONE ? "is no port" : null;
            case ALLOWED_ORIGINS -> WebOrigin.fault(element);
            case SCOPES, ADVERTISED_SCOPES -> faultOfScope(element);
            case SCOPE_HIERARCHY -> scopePair(element);
            case HANDLERS -> HandlerSignatureParser.parse(element) == null ? "is no handler signature" : null;
            case ROLES_CLAIM -> claimPath(element);
            case TRUSTED_PROXIES -> Network.parse(element) == null ? "is no address and no network" : null;
            case ALGORITHMS -> algorithm(element);
            case TOKEN_TYPES -> tokenType(element);
            default -> throw new IllegalArgumentException(key.text());
        };
    }

    /** A {@code typ} value in lower case, without the prefix that RFC 7515 section 4.1.9 lets one omit. */
    static String normalizedTokenType(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith("application/") ? lower.substring("application/".length()) : lower;
    }

    /** Whether it may be only a name is judged where the way to its keys is known. */
    private static @Nullable String issuer(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                return "has a space or a control character";
            }
        }
        return name.length() > MAX_ISSUER ? "is longer than " + MAX_ISSUER + " characters" : null;
    }

    /** RFC 6749 appendix A.1. */
    private static @Nullable String clientId(String id) {
        return UrlRule.isVisibleAscii(id) ? null : "has a space or a character beyond ASCII";
    }

    /** A name as it stands in a URL, or an address; no pattern, no port. */
    private static @Nullable String host(String name) {
        return HOST.containsAll(name) ? null : "is not the name of one host in lower case";
    }

    /** REQUIREMENTS B8. */
    private static @Nullable String audience(String name) {
        if (name.indexOf('*') >= 0) {
            return "has a wildcard";
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isWhitespace(name.charAt(i)) || Character.isISOControl(name.charAt(i))) {
                return "has a space";
            }
        }
        return null;
    }

    /** A GUID or a domain's name: nothing that could change the rest of the issuer's address. */
    private static @Nullable String tenant(String name) {
        return TENANT.containsAll(name) && !name.startsWith(".") && !name.contains("..")
                ? null
                : "has a character that no tenant has";
    }

    /** A path, or a colon, a port and a path. */
    private static @Nullable String route(String pattern) {
        if (pattern.charAt(0) != ':') {
            return faultOfPath(pattern);
        }
        int slash = pattern.indexOf('/');
        if (slash < 0) {
            return "has a port and no path behind it";
        }
        if (slash == 1) {
            return "has a colon and no port behind it";
        }
        return Ports.parse(pattern.substring(1, slash)) == Ports.NONE
                ? "has something else than one port, 1 to 65535, between its colon and its path"
                : faultOfPath(pattern.substring(slash));
    }

    /** The gate exempts no path in another spelling, so a pattern in one would never fit. */
    static @Nullable String faultOfPath(String pattern) {
        if (pattern.charAt(0) != '/') {
            return "does not begin with / or with a colon and a port";
        }
        int star = pattern.indexOf('*');
        if (star >= 0 && star != pattern.length() - 1) {
            return "has a * before its end";
        }
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c <= ' ' || c > '~' || c == '%' || c == ';' || c == '\\' || c == '?' || c == '#') {
                return "has a character that no path in plain spelling has";
            }
        }
        String path = pattern.concat("/");
        if (path.contains("/./") || path.contains("/../") || pattern.contains("//")) {
            return "has an empty or dotted segment";
        }
        return null;
    }

    /** RFC 6749 section 3.3. */
    static @Nullable String faultOfScope(String scope) {
        for (int i = 0; i < scope.length(); i++) {
            char c = scope.charAt(i);
            if (c <= ' ' || c > '~' || c == '"' || c == '\\') {
                return "has a space or another character that no scope has";
            }
        }
        return null;
    }

    /** A sign that both scopes could hold would leave open where the first one ends. */
    private static @Nullable String scopePair(String pair) {
        int sign = pair.indexOf('>');
        if (sign <= 0 || sign == pair.length() - 1 || pair.indexOf('>', sign + 1) >= 0) {
            return "is not two scopes with one > between them";
        }
        return faultOfScope(pair);
    }

    private static @Nullable String claimPath(String path) {
        return path.startsWith(".") || path.endsWith(".") || path.contains("..") ? "has an empty name" : null;
    }

    /** REQUIREMENTS A1 and A2: what needs no key, or a key the caller could know, is never taken. */
    private static @Nullable String algorithm(String name) {
        if (ALGORITHMS.contains(name)) {
            return null;
        }
        return name.equalsIgnoreCase("none") || name.regionMatches(true, 0, "HS", 0, 2)
                ? "is an algorithm that anybody could sign with"
                : "is not an algorithm of the agent";
    }

    private static @Nullable String tokenType(String type) {
        String name = normalizedTokenType(type);
        if (NOT_ACCESS_TOKENS.contains(name)) {
            return "is a type of tokens that are no access tokens";
        }
        return name.isEmpty() || !MEDIA_TYPE.containsAll(name) ? "is not a media type" : null;
    }
}
