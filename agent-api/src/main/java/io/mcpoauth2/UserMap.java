package io.mcpoauth2;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The map by which the agent describes a user, read with type checks.
 *
 * <p>The key names are a contract with every released agent ({@code io.mcpoauth2.bridge.UserKeys} there); they are
 * repeated because the API must not link the agent. Messages name keys, never values.
 */
record UserMap(Map<String, Object> values) {
    static final String SUBJECT = "subject";
    static final String ISSUER = "issuer";
    static final String AUDIENCE = "audience";
    static final String CLIENT_ID = "clientId";
    static final String SCOPES = "scopes";
    static final String ROLES = "roles";
    static final String EMAIL = "email";
    static final String NAME = "name";
    static final String PREFERRED_USERNAME = "preferredUsername";
    static final String GIVEN_NAME = "givenName";
    static final String FAMILY_NAME = "familyName";
    static final String EXPIRES_AT = "expiresAt";
    static final String ISSUED_AT = "issuedAt";
    static final String CLAIMS = "claims";

    /** Nothing of the user. */
    @Override
    public String toString() {
        return "UserMap";
    }

    String text(String key) {
        return required(key, String.class);
    }

    List<String> texts(String key) {
        List<?> list = required(key, List.class);
        list.forEach(element -> checked(key, element, String.class));
        @SuppressWarnings("unchecked") // Every element was checked.
        List<String> texts = (List<String>) list;
        return List.copyOf(texts);
    }

    Set<String> textSet(String key) {
        Set<?> set = required(key, Set.class);
        set.forEach(element -> checked(key, element, String.class));
        @SuppressWarnings("unchecked") // Every element was checked.
        Set<String> texts = (Set<String>) set;
        return Set.copyOf(texts);
    }

    Map<String, Object> claims() {
        Map<?, ?> map = required(CLAIMS, Map.class);
        map.keySet().forEach(name -> checked(CLAIMS, name, String.class));
        @SuppressWarnings("unchecked") // Every name was checked.
        Map<String, Object> claims = (Map<String, Object>) map;
        return Map.copyOf(claims);
    }

    <T> T required(String key, Class<T> type) {
        T value = optional(key, type);
        if (value == null) {
            throw new IllegalArgumentException("user has no " + key);
        }
        return value;
    }

    <T> @Nullable T optional(String key, Class<T> type) {
        Object value = values.get(key);
        return value == null ? null : checked(key, value, type);
    }

    private static <T> T checked(String key, Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "user has a value of another type than " + type.getSimpleName() + " in " + key);
        }
        return type.cast(value);
    }
}
