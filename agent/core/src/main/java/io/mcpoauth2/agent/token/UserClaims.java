package io.mcpoauth2.agent.token;

import io.mcpoauth2.bridge.UserKeys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes the user of a valid token by JDK types, as {@link UserKeys} lists them: immutable, without null, and in as
 * little memory as can be, as ten thousand are remembered.
 */
final class UserClaims {
    /** The instances of names that most tokens have; the parser makes new ones for each token. */
    private static final Map<String, String> WELL_KNOWN = instances(
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "nbf",
            "jti",
            "scope",
            "scp",
            "client_id",
            "azp",
            "appid",
            "cid",
            "email",
            "name",
            "preferred_username",
            "given_name",
            "family_name",
            "roles",
            "groups",
            "cnf",
            "typ",
            "token_use");

    private final List<String> rolesClaims;
    private final Interner interner;

    /**
     * @param interner of the validator
     */
    UserClaims(List<String> rolesClaims, Interner interner) {
        this.rolesClaims = rolesClaims;
        this.interner = interner;
    }

    /**
     * @param claims of a token that passed every check
     * @param lifetime of the verdict
     */
    Verdict.Valid describe(Map<String, @Nullable Object> claims, Lifetime lifetime) {
        Map<String, Object> kept = withoutNulls(claims);
        Map<String, Object> user =
                new UserView(kept, interner.canonical(Scopes.of(kept)), interner.canonical(roles(kept)));
        return new Verdict.Valid(user, Confirmation.of(claims.get("cnf")), lifetime);
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
    private Map<String, Object> withoutNulls(Map<?, ?> object) {
        List<String> names = new ArrayList<>(object.size());
        List<Object> values = new ArrayList<>(object.size());
        object.forEach((name, value) -> {
            if (name instanceof String text && value != null) {
                names.add(WELL_KNOWN.getOrDefault(text, text));
                values.add(interner.canonical(withoutNull(value)));
            }
        });
        return new CompactMap(interner.canonical(new CompactMap.Names(names.toArray(String[]::new))), values.toArray());
    }

    private Object withoutNull(Object value) {
        if (value instanceof Map<?, ?> object) {
            return withoutNulls(object);
        }
        if (!(value instanceof List<?> list)) {
            return value;
        }
        List<Object> kept = new ArrayList<>();
        for (Object element : list) {
            if (element != null) {
                kept.add(interner.canonical(withoutNull(element)));
            }
        }
        return List.copyOf(kept);
    }

    private static Map<String, String> instances(String... names) {
        Map<String, String> instances = new HashMap<>();
        for (String name : names) {
            instances.put(name, name);
        }
        return Collections.unmodifiableMap(instances);
    }
}
