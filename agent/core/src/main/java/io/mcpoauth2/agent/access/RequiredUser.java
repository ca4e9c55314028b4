package io.mcpoauth2.agent.access;

import io.mcpoauth2.agent.token.Client;
import io.mcpoauth2.bridge.UserKeys;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a user from a client that got a token for itself, by the client credentials grant (row E7).
 *
 * <p>Issuers say so in different ways: by a subject that is the client (RFC 9068 §2.2), and by claims of their own.
 */
public final class RequiredUser {
    private RequiredUser() {}

    /**
     * Whether the token was issued to a client for itself, as far as the issuer lets it be seen.
     *
     * @param user keys of {@link UserKeys}
     */
    public static boolean isMissingIn(Map<String, Object> user) {
        Object subject = user.get(UserKeys.SUBJECT);
        Object client = user.get(UserKeys.CLIENT_ID);
        if (subject == null) {
            return true;
        }
        Map<?, ?> claims = user.get(UserKeys.CLAIMS) instanceof Map<?, ?> all ? all : Map.of();
        return subject.equals(client)
                || (client != null && subject.equals(Client.SUBJECT_PREFIX + client)) // The token names none.
                || isAudience(subject, user.get(UserKeys.AUDIENCE))
                || "client-credentials".equals(claims.get("gty")) // Auth0, but not in its RFC 9068 profile.
                || (client != null && subject.equals(client + "@clients")) // Auth0
                || isEntraApplication(subject, claims)
                || isServiceAccount(claims.get("preferred_username"), client);
    }

    /** Spring Authorization Server names the client nowhere but there, unless it is told to. */
    private static boolean isAudience(Object subject, @Nullable Object audience) {
        return audience instanceof Collection<?> values && values.contains(subject);
    }

    /** Microsoft Entra ID says so by an optional claim. Its users have scopes, and a subject that differs by application. */
    private static boolean isEntraApplication(Object subject, Map<?, ?> claims) {
        return "app".equals(claims.get("idtyp")) || (subject.equals(claims.get("oid")) && !claims.containsKey("scp"));
    }

    /** Keycloak has a user of this name, in lower case, for each client that may have tokens for itself. */
    private static boolean isServiceAccount(@Nullable Object username, @Nullable Object client) {
        return username instanceof String name && client != null && name.equalsIgnoreCase("service-account-" + client);
    }
}
