package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.bridge.UserKeys;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells which roles of a caller an application's framework is shown: those of a claim that has been configured for the
 * issuer, as a framework may do with a role what nobody meant who gave it.
 */
final class ShownRoles {
    private final Set<String> issuers = new HashSet<>();

    ShownRoles(Settings settings) {
        for (IssuerSettings issuer : settings.issuers()) {
            if (issuer.rolesConfigured()) {
                issuers.add(issuer.name());
            }
        }
    }

    /**
     * @param user keys of {@link UserKeys}
     */
    @SuppressWarnings("unchecked") // UserKeys says so.
    Set<String> of(Map<String, Object> user) {
        return !issuers.isEmpty() && issuers.contains(user.get(UserKeys.ISSUER))
                ? (Set<String>) user.getOrDefault(UserKeys.ROLES, Set.of())
                : Set.of();
    }
}
