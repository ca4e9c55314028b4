package io.mcpoauth2.agent.sessions;

import io.mcpoauth2.bridge.UserKeys;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who a session belongs to, whatever token shows it (K3).
 *
 * @param client null if the token named none
 */
record Owner(String issuer, String subject, @Nullable String client) {
    /**
     * @param user keys of {@link UserKeys}
     */
    static Owner of(Map<String, Object> user) {
        return new Owner(
                String.valueOf(user.get(UserKeys.ISSUER)),
                String.valueOf(user.get(UserKeys.SUBJECT)),
                user.get(UserKeys.CLIENT_ID) instanceof String client ? client : null);
    }

    /** Whether that is the same caller: by the client, too, where both tokens name one (K1). */
    boolean is(Map<String, Object> user) {
        return Objects.equals(issuer, user.get(UserKeys.ISSUER))
                && Objects.equals(subject, user.get(UserKeys.SUBJECT))
                && (client == null
                        || user.get(UserKeys.CLIENT_ID) == null
                        || client.equals(user.get(UserKeys.CLIENT_ID)));
    }

    /** Nothing of the caller. */
    @Override
    public String toString() {
        return "Owner";
    }
}
