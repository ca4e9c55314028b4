package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.jose.NumericDate;
import io.mcpoauth2.bridge.UserKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes the user of a valid token by JDK types, as {@link UserKeys} lists them: immutable and without null. */
final class UserClaims {
    private static final Map<String, String> TEXTS = Map.of(
            UserKeys.EMAIL, "email",
            UserKeys.NAME, "name",
            UserKeys.PREFERRED_USERNAME, "preferred_username",
            UserKeys.GIVEN_NAME, "given_name",
            UserKeys.FAMILY_NAME, "family_name");

    private static final List<String> CLIENT_ID_CLAIMS = List.of("client_id", "azp", "appid", "cid");

    private final List<String> rolesClaims;

    UserClaims(List<String> rolesClaims) {
        this.rolesClaims = rolesClaims;
    }

    /**
     * @param claims of a token that passed every check
     */
    Verdict.Valid describe(Map<String, @Nullable Object> claims) {
        Map<String, Object> kept = withoutNulls(claims);
        Instant expiresAt = NumericDate.of(claims.get("exp")).orElseThrow();
        Map<String, Object> user = new LinkedHashMap<>();
        user.put(UserKeys.SUBJECT, kept.getOrDefault("sub", ""));
        user.put(UserKeys.ISSUER, kept.getOrDefault("iss", ""));
        user.put(UserKeys.AUDIENCE, AudienceMatcher.values(claims.get("aud")).orElse(List.of()));
        user.put(UserKeys.SCOPES, Scopes.of(kept));
        user.put(UserKeys.ROLES, roles(kept));
        user.put(UserKeys.EXPIRES_AT, expiresAt);
        user.put(UserKeys.CLAIMS, kept);
        NumericDate.of(claims.get("iat")).ifPresent(time -> user.put(UserKeys.ISSUED_AT, time));
        putText(user, UserKeys.CLIENT_ID, clientId(kept));
        TEXTS.forEach((key, claim) -> putText(user, key, kept.get(claim)));
        return new Verdict.Valid(Collections.unmodifiableMap(user), expiresAt, Confirmation.of(claims.get("cnf")));
    }

    /** RFC 9068 §2.2 by its name, then OpenID Connect, Entra ID version 1 and Okta by theirs. */
    private static @Nullable Object clientId(Map<String, Object> claims) {
        for (String name : CLIENT_ID_CLAIMS) {
            if (claims.get(name) instanceof String client) {
                return client;
            }
        }
        return null;
    }

    private static void putText(Map<String, Object> user, String key, @Nullable Object claim) {
        if (claim instanceof String text) {
            user.put(key, text);
        }
    }

    /** The first configured place that has roles. */
    private Set<String> roles(Map<String, Object> claims) {
        for (String path : rolesClaims) {
            Object found = descend(claims, path);
            Set<String> roles = new LinkedHashSet<>();
            if (found instanceof String single) {
                roles.add(single);
            } else {
                Scopes.addTexts(roles, found);
            }
            if (!roles.isEmpty()) {
                return Collections.unmodifiableSet(roles);
            }
        }
        return Set.of();
    }

    /**
     * What stands at a path. A name in it may itself have dots, as a URL has and many a client of Keycloak, so the longest
     * names are tried first. Recursion is as deep as the configured path has dots.
     */
    private static @Nullable Object descend(Map<?, ?> object, String path) {
        Object found = object.get(path);
        int dot = path.length();
        while (found == null && (dot = path.lastIndexOf('.', dot - 1)) > 0) {
            if (object.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                found = descend(inner, path.substring(dot + 1));
            }
        }
        return found;
    }

    /** Recursion is as deep as the JSON parser let the token be. */
    private static Map<String, Object> withoutNulls(Map<?, ?> object) {
        Map<String, Object> kept = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            if (name instanceof String text && value != null) {
                kept.put(text, withoutNull(value));
            }
        });
        return Collections.unmodifiableMap(kept);
    }

    private static Object withoutNull(Object value) {
        if (value instanceof Map<?, ?> object) {
            return withoutNulls(object);
        }
        if (!(value instanceof List<?> list)) {
            return value;
        }
        List<Object> kept = new ArrayList<>();
        for (Object element : list) {
            if (element != null) {
                kept.add(withoutNull(element));
            }
        }
        return Collections.unmodifiableList(kept);
    }
}
