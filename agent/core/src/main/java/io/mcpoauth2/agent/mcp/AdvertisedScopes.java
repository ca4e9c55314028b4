package io.mcpoauth2.agent.mcp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The scopes that clients are told to ask for, in metadata and in challenges alike (R17). */
public final class AdvertisedScopes {
    /** Scopes of OpenID Connect Core §5.4, which are the same at every issuer. */
    private static final Set<String> OPENID = Set.of("openid", "profile", "email", "address", "phone");

    private static final String OFFLINE = "offline_access";

    private final String prefix;

    /**
     * @param prefix put before each scope that is this server's own, for issuers by whom scopes are asked for under a longer
     *     name than they have in tokens; empty for all others
     */
    public AdvertisedScopes(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Those of {@code needed} a client can ask for, once each and in order: not {@code offline_access}, which is between
     * client and issuer (R19), and none that no token can hold, being no scope-token of RFC 6749 §3.3.
     */
    public List<String> of(Collection<String> needed) {
        List<String> advertised = new ArrayList<>(needed.size());
        for (String scope : new LinkedHashSet<>(needed)) {
            if (!scope.equals(OFFLINE) && isScopeToken(scope)) {
                advertised.add(OPENID.contains(scope) ? scope : prefix + scope);
            }
        }
        return List.copyOf(advertised);
    }

    /**
     * The same, and those that the operator has clients told of besides, whatever they are: {@code offline_access} for
     * clients that ask only for what is listed, say.
     */
    public List<String> of(Collection<String> needed, Collection<String> listed) {
        Set<String> advertised = new LinkedHashSet<>(of(needed));
        for (String scope : listed) {
            boolean own = !OPENID.contains(scope) && !scope.equals(OFFLINE);
            advertised.add(own ? prefix + scope : scope);
        }
        return List.copyOf(advertised);
    }

    private static boolean isScopeToken(String scope) {
        for (int i = 0; i < scope.length(); i++) {
            char c = scope.charAt(i);
            if (c <= ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return !scope.isEmpty();
    }
}
