package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.jose.NumericDate;
import io.mcpoauth2.bridge.UserKeys;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user of a valid token as the bridge wants one, read from the claims when it is asked for: nothing is kept twice.
 *
 * <p>Asked for scopes and roles on every guarded call: these are there.
 */
final class UserView extends AbstractMap<String, Object> {
    private static final List<String> KEYS = List.of(
            UserKeys.SUBJECT,
            UserKeys.ISSUER,
            UserKeys.AUDIENCE,
            UserKeys.CLIENT_ID,
            UserKeys.SCOPES,
            UserKeys.ROLES,
            UserKeys.EMAIL,
            UserKeys.NAME,
            UserKeys.PREFERRED_USERNAME,
            UserKeys.GIVEN_NAME,
            UserKeys.FAMILY_NAME,
            UserKeys.EXPIRES_AT,
            UserKeys.ISSUED_AT,
            UserKeys.CLAIMS);

    private final Map<String, Object> claims;
    private final Set<String> scopes;
    private final Set<String> roles;

    /**
     * @param claims of a token that passed every check, without null, immutable
     */
    UserView(Map<String, Object> claims, Set<String> scopes, Set<String> roles) {
        this.claims = claims;
        this.scopes = scopes;
        this.roles = roles;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return key instanceof String name ? value(name) : null;
    }

    private @Nullable Object value(String key) {
        return switch (key) {
            case UserKeys.SUBJECT -> claims.containsKey("sub") ? claims.get("sub") : Client.asSubject(claims);
            case UserKeys.ISSUER -> claims.get("iss");
            case UserKeys.AUDIENCE -> AudienceMatcher.values(claims.get("aud")).orElse(List.of());
            case UserKeys.CLIENT_ID -> Client.of(claims);
            case UserKeys.SCOPES -> scopes;
            case UserKeys.ROLES -> roles;
            case UserKeys.EMAIL -> text("email");
            case UserKeys.NAME -> text("name");
            case UserKeys.PREFERRED_USERNAME -> text("preferred_username");
            case UserKeys.GIVEN_NAME -> text("given_name");
            case UserKeys.FAMILY_NAME -> text("family_name");
            case UserKeys.EXPIRES_AT -> NumericDate.of(claims.get("exp")).orElse(null);
            case UserKeys.ISSUED_AT -> NumericDate.of(claims.get("iat")).orElse(null);
            case UserKeys.CLAIMS -> claims;
            default -> null;
        };
    }

    private @Nullable String text(String claim) {
        return claims.get(claim) instanceof String text ? text : null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String key : KEYS) {
            Object value = value(key);
            if (value != null) {
                all.put(key, value);
            }
        }
        return Map.copyOf(all).entrySet();
    }

    /** Nothing of the user. */
    @Override
    public String toString() {
        return "UserView[not shown]";
    }
}
