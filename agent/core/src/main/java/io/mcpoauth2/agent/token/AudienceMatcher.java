package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.text.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a token is meant for this server (RFC 8707 §2, rows B1 to B7).
 *
 * <p>Equal means equal, but for what cannot change which server is meant: case of scheme and host, the default port, and
 * an empty path instead of "/". Clients differ in these (TypeScript sends {@code https://h/} where Python sends
 * {@code https://h}). Never resolve dots, decode percents or drop a slash here.
 */
final class AudienceMatcher {
    private final Set<String> accepted = new HashSet<>();
    private final Set<String> names;
    private final boolean sole;
    private final boolean fromScope;
    private final boolean boundByIssuer;

    /**
     * @param sole whether a token must be for these audiences and for no other (row B2)
     */
    AudienceMatcher(IssuerSettings issuer, boolean sole) {
        this(issuer, issuer.audiences(), sole);
    }

    /**
     * @param audiences some of the issuer's
     */
    AudienceMatcher(IssuerSettings issuer, Set<String> audiences, boolean sole) {
        this.names = audiences;
        this.sole = sole;
        this.fromScope = issuer.audienceFromScope();
        this.boundByIssuer = issuer.tokens().audienceBoundByIssuer();
        audiences.forEach(audience -> accepted.add(canonical(audience)));
    }

    /** The claim's values, or empty unless it is a string or an array of strings. */
    static Optional<List<String>> values(@Nullable Object claim) {
        if (claim instanceof String single) {
            return Optional.of(List.of(single));
        }
        if (!(claim instanceof List<?> list)) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String text)) {
                return Optional.empty();
            }
            values.add(text);
        }
        return Optional.of(List.copyOf(values));
    }

    boolean matches(Map<String, @Nullable Object> claims) {
        if (claims.containsKey("aud")) {
            return names(claims.get("aud"));
        }
        return boundByIssuer || (fromScope && isNamedByScope(claims));
    }

    /**
     * Amazon Cognito writes no audience into tokens of clients that named no resource, but the name of the resource server
     * before each of its scopes: {@code https://h/mcp/read}. What else a token may do does not matter.
     */
    private boolean isNamedByScope(Map<String, @Nullable Object> claims) {
        for (String scope : Scopes.of(claims)) {
            int slash = scope.lastIndexOf('/');
            if (slash > 0 && slash < scope.length() - 1 && names.contains(scope.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    private boolean names(@Nullable Object claim) {
        boolean named = false;
        for (String value : values(claim).orElse(List.of())) {
            if (accepted.contains(canonical(value))) {
                named = true;
            } else if (sole) {
                return false;
            }
        }
        return named;
    }

    private static String canonical(String audience) {
        int colon = audience.indexOf("://");
        if (colon < 0) {
            return audience;
        }
        String scheme = Text.asciiLowerCase(audience.substring(0, colon));
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return audience;
        }
        int end = endOfAuthority(audience, colon + 3);
        String authority = audience.substring(colon + 3, end);
        if (authority.indexOf('@') >= 0) {
            return audience;
        }
        String host = Text.asciiLowerCase(authority);
        String defaultPort = scheme.equals("https") ? ":443" : ":80";
        if (host.endsWith(defaultPort)) {
            host = host.substring(0, host.length() - defaultPort.length());
        }
        String rest = audience.substring(end);
        return scheme + "://" + host + (rest.isEmpty() ? "/" : rest);
    }

    private static int endOfAuthority(String uri, int from) {
        int at = from;
        while (at < uri.length() && "/?#".indexOf(uri.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
