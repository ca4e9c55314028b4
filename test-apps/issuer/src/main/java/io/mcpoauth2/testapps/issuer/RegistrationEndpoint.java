package io.mcpoauth2.testapps.issuer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Dynamic client registration (RFC 7591), open to anyone. */
final class RegistrationEndpoint implements Endpoint {
    private static final Set<String> GRANT_TYPES = Set.of("authorization_code", "refresh_token", "client_credentials");
    private static final Set<String> AUTH_METHODS = Set.of("none", "client_secret_basic", "client_secret_post");

    private final Settings settings;
    private final Clients clients;

    RegistrationEndpoint(Settings settings, Clients clients) {
        this.settings = settings;
        this.clients = clients;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException, OAuthError {
        JsonNode asked = parse(Parameters.body(exchange));
        String authMethod = asked.path("token_endpoint_auth_method").asText("client_secret_basic");
        if (!AUTH_METHODS.contains(authMethod)) {
            throw invalidMetadata("No such token_endpoint_auth_method here");
        }
        Set<String> grantTypes = grantTypes(asked);
        Client client = new Client(
                UUID.randomUUID().toString(),
                authMethod.equals("none") ? null : UUID.randomUUID().toString(),
                redirectUris(asked, grantTypes.contains("authorization_code")),
                grantTypes,
                scopes(asked));
        clients.register(client);
        Reply.unstoredJson(exchange, 201, description(client, authMethod, asked.path("client_name")));
    }

    private Map<String, Object> description(Client client, String authMethod, JsonNode name) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("client_id", client.id());
        description.put("client_id_issued_at", settings.clock().instant().getEpochSecond());
        if (client.secret() != null) {
            description.put("client_secret", client.secret());
            description.put("client_secret_expires_at", 0);
        }
        if (name.isTextual()) {
            description.put("client_name", name.asText());
        }
        description.put("redirect_uris", client.redirectUris());
        description.put("grant_types", client.grantTypes());
        description.put("response_types", client.redirectUris().isEmpty() ? List.of() : List.of("code"));
        description.put("token_endpoint_auth_method", authMethod);
        description.put("scope", String.join(" ", client.scopes()));
        return description;
    }

    private static JsonNode parse(byte[] body) throws IOException, OAuthError {
        try {
            JsonNode json = Reply.JSON.readTree(body);
            return json.isObject() ? json : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            throw invalidMetadata("The body has to be JSON");
        }
    }

    private static Set<String> grantTypes(JsonNode asked) throws OAuthError {
        Set<String> grantTypes = new LinkedHashSet<>(strings(asked.path("grant_types")));
        if (!GRANT_TYPES.containsAll(grantTypes)) {
            throw invalidMetadata("No such grant type here");
        }
        return grantTypes.isEmpty() ? Set.of("authorization_code") : grantTypes;
    }

    private static List<String> redirectUris(JsonNode asked, boolean required) throws OAuthError {
        List<String> uris = strings(asked.path("redirect_uris"));
        if ((required && uris.isEmpty()) || !uris.stream().allMatch(GrantRules::isAbsoluteWithoutFragment)) {
            throw new OAuthError("invalid_redirect_uri", "Absolute redirect URIs without a fragment are required");
        }
        return uris;
    }

    private Set<String> scopes(JsonNode asked) throws OAuthError {
        Set<String> scopes = GrantRules.split(asked.path("scope").asText(""));
        if (!settings.scopes().containsAll(scopes)) {
            throw invalidMetadata("Unknown scope");
        }
        return scopes.isEmpty() ? settings.scopes() : scopes;
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(node -> strings.add(node.asText()));
        return strings;
    }

    private static OAuthError invalidMetadata(String description) {
        return new OAuthError("invalid_client_metadata", description);
    }
}
