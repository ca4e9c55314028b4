package io.mcpoauth2.testapps.issuer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metadata document: one that both RFC 8414 §2 and OpenID Connect Discovery §3 accept. */
final class Metadata {
    static final String AUTHORIZE = "/authorize";
    static final String TOKEN = "/token";
    static final String JWKS = "/jwks";
    static final String REGISTER = "/register";
    static final String INTROSPECT = "/introspect";

    private Metadata() {}

    static Map<String, Object> of(Settings settings) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", settings.issuer());
        metadata.put("authorization_endpoint", settings.url(AUTHORIZE));
        metadata.put("token_endpoint", settings.url(TOKEN));
        metadata.put("jwks_uri", settings.url(JWKS));
        metadata.put("registration_endpoint", settings.url(REGISTER));
        metadata.put("introspection_endpoint", settings.url(INTROSPECT));
        if (!settings.scopes().isEmpty()) {
            metadata.put("scopes_supported", settings.scopes());
        }
        metadata.put("response_types_supported", List.of("code"));
        metadata.put("response_modes_supported", List.of("query"));
        metadata.put(
                "grant_types_supported",
                settings.refreshTokens()
                        ? List.of("authorization_code", "client_credentials", "refresh_token")
                        : List.of("authorization_code", "client_credentials"));
        metadata.put(
                "token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post", "none"));
        metadata.put("code_challenge_methods_supported", List.of("S256"));
        metadata.put("authorization_response_iss_parameter_supported", true);
        metadata.put("subject_types_supported", List.of("public"));
        metadata.put("id_token_signing_alg_values_supported", List.of(settings.algorithm()));
        return metadata;
    }
}
