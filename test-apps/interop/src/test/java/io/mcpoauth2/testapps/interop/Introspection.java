package io.mcpoauth2.testapps.interop;

import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of an agent that asks its issuer about tokens (RFC 7662). */
final class Introspection {
    private Introspection() {}

    /**
     * @param mode opaque, jwt or all
     * @param more names and values in turn
     */
    static Map<String, String> settings(
            String mode, ServerCredentials credentials, ServerCredentials.Way way, String... more) {
        Map<String, String> settings = new LinkedHashMap<>(credentials.settings(way));
        settings.put("introspection", mode);
        if (!mode.equals("jwt")) {
            settings.put("subject_from_client", "true"); // oidc-provider names no subject of a client's own token.
        }
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }
}
