package io.mcpoauth2.testapps.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A realm of Keycloak, as {@code realm.json} describes it: who logs in, and the keys it signs with. */
final class Realm {
    private final Keycloak keycloak;
    private final String name;
    private final Issuer issuer;

    Realm(Keycloak keycloak, String name) {
        this.keycloak = keycloak;
        this.name = name;
        this.issuer = keycloak.issuer(name);
    }

    Issuer issuer() {
        return issuer;
    }

    /** Returns by what the MCP server authenticates here. */
    ServerCredentials credentials() {
        return keycloak.credentials();
    }

    /** Logs a user in, whose password is the name and "-password", by the grant that needs no browser. */
    Tokens login(String user, String client, String scopes) {
        return issuer.grant(
                client, "password", Map.of("username", user, "password", user + "-password", "scope", scopes));
    }

    /** Adds a key that signs from now on: its priority is above that of the realm's first one, which is 100. */
    void addSigningKey() {
        ObjectNode provider = new ObjectMapper().createObjectNode();
        provider.put("name", "rsa-second");
        provider.put("providerId", "rsa-generated");
        provider.put("providerType", "org.keycloak.keys.KeyProvider");
        provider.put(
                "parentId", keycloak.admin("GET", "/" + name, null).path("id").asText());
        ObjectNode config = provider.putObject("config");
        config.putArray("priority").add("200");
        config.putArray("algorithm").add("RS256");
        keycloak.admin("POST", "/" + name + "/components", provider);
    }

    /** Takes a key out of use but leaves it where it is. */
    void disableKey(String kid) {
        JsonNode provider = keycloak.admin("GET", keyProvider(kid), null);
        ((ObjectNode) provider.path("config")).putArray("enabled").add("false");
        keycloak.admin("PUT", keyProvider(kid), provider);
    }

    /** Deletes a key. */
    void removeKey(String kid) {
        keycloak.admin("DELETE", keyProvider(kid), null);
    }

    /** Ends a session, as an administrator does. */
    void endSession(String id) {
        keycloak.admin("DELETE", "/" + name + "/sessions/" + id, null);
    }

    private String keyProvider(String kid) {
        for (JsonNode key : keycloak.admin("GET", "/" + name + "/keys", null).path("keys")) {
            if (key.path("kid").asText().equals(kid)) {
                return "/" + name + "/components/" + key.path("providerId").asText();
            }
        }
        throw new IllegalStateException("No key of that id");
    }
}
