package io.mcpoauth2.agent.access;

import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a user from a client that got a token for itself, by the client credentials grant (row E7).
 *
 * <p>Issuers say so in different ways: by a subject that is the client (RFC 9068 §2.2), and by claims of their own.
 */
public final class RequiredUser {
    private RequiredUser() {}

    /** Whether the token was issued to a client for itself, as far as the issuer lets it be seen. */
    public static boolean isMissingIn(RequestIdentity identity) {
        Object subject = identity.user().get(UserKeys.SUBJECT);
        Object client = identity.user().get(UserKeys.CLIENT_ID);
        if (subject == null || subject.equals(client)) {
            return true;
        }
        Map<?, ?> claims = identity.user().get(UserKeys.CLAIMS) instanceof Map<?, ?> all ? all : Map.of();
        return "client-credentials".equals(claims.get("gty")) // Auth0
                || "app".equals(claims.get("idtyp")) // Microsoft Entra ID
                || isServiceAccount(claims.get("preferred_username"), client);
    }

    /** Keycloak has a user of this name, in lower case, for each client that may have tokens for itself. */
    private static boolean isServiceAccount(@Nullable Object username, @Nullable Object client) {
        return username instanceof String name && client != null && name.equalsIgnoreCase("service-account-" + client);
    }
}
