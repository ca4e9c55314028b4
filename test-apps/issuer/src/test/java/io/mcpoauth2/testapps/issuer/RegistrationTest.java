package io.mcpoauth2.testapps.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistrationTest {
    private final EmbeddedIssuer issuer = EmbeddedIssuer.builder()
            .scopes("mcp:read")
            .defaultAudience("https://api.example")
            .start();

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void registeredServiceGetsATokenWithItsNewCredentials() throws Exception {
        HttpResponse<String> response = IssuerClient.register(
                issuer, Map.of("client_name", "robot", "grant_types", List.of("client_credentials")));

        assertThat(response.statusCode()).isEqualTo(201);
        JsonNode client = IssuerClient.json(response);
        assertThat(client.path("client_name").asText()).isEqualTo("robot");
        assertThat(client.path("client_secret_expires_at").asInt(-1)).isZero();
        String credentials = client.path("client_id").asText() + ":"
                + client.path("client_secret").asText();
        HttpResponse<String> token =
                IssuerClient.tokenWithBasic(issuer, credentials, "grant_type", "client_credentials");
        assertThat(IssuerClient.json(token).path("scope").asText()).isEqualTo("mcp:read");
    }

    @Test
    void publicClientGetsNoSecretAndCanAuthorize() throws Exception {
        HttpResponse<String> response = IssuerClient.register(
                issuer, Map.of("redirect_uris", List.of("http://127.0.0.1/cb"), "token_endpoint_auth_method", "none"));

        JsonNode client = IssuerClient.json(response);
        assertThat(client.has("client_secret")).isFalse();
        assertThat(client.path("grant_types").toString()).isEqualTo("[\"authorization_code\"]");
        Map<String, String> redirect = IssuerClient.authorize(
                issuer,
                "client_id",
                client.path("client_id").asText(),
                "redirect_uri",
                "http://127.0.0.1/cb",
                "response_type",
                "code",
                "code_challenge",
                "x",
                "code_challenge_method",
                "S256");
        // The request got as far as the login: this issuer has no users.
        assertThat(redirect).containsEntry("error", "access_denied");
    }

    @Test
    void missingRedirectUriUnknownGrantTypeAndUnknownScopeAreRefused() throws Exception {
        assertRefused(Map.of("token_endpoint_auth_method", "none"), "invalid_redirect_uri");
        assertRefused(Map.of("grant_types", List.of("password")), "invalid_client_metadata");
        assertRefused(
                Map.of("grant_types", List.of("client_credentials"), "scope", "admin"), "invalid_client_metadata");
    }

    private void assertRefused(Map<String, ?> metadata, String error) throws Exception {
        HttpResponse<String> response = IssuerClient.register(issuer, metadata);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(IssuerClient.json(response).path("error").asText()).isEqualTo(error);
    }
}
