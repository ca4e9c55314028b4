package io.mcpoauth2.agent.mcp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** The scopes that clients are told to ask for, in metadata and in challenges alike (R17). */
public final class AdvertisedScopes {
    private AdvertisedScopes() {}

    /**
     * Those of {@code needed} a client can ask for, once each and in order: not {@code offline_access}, which is between
     * client and issuer (R19), and none that no token can hold, being no scope-token of RFC 6749 §3.3.
     */
    public static List<String> of(Collection<String> needed) {
        List<String> advertised = new ArrayList<>(needed.size());
        for (String scope : new LinkedHashSet<>(needed)) {
            if (!scope.equals("offline_access") && isScopeToken(scope)) {
                advertised.add(scope);
            }
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
