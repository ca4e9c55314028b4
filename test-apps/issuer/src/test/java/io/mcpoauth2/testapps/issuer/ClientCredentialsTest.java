package io.mcpoauth2.testapps.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientCredentialsTest {
    private static final String API = "https://api.example/mcp";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final EmbeddedIssuer issuer = EmbeddedIssuer.builder()
            .clock(Clock.fixed(NOW, ZoneOffset.UTC))
            .client(Client.service("svc", "s:cret", "mcp:read", "mcp:write"))
            .client(Client.application("app", "http://127.0.0.1/cb", "mcp:read"))
            .start();

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void tokenHasTheClaimsOfRfc9068() throws Exception {
        HttpResponse<String> response = IssuerClient.token(
                issuer,
                "grant_type",
                "client_credentials",
                "client_id",
                "svc",
                "client_secret",
                "s:cret",
                "scope",
                "mcp:read",
                "resource",
                API);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonNode answer = IssuerClient.json(response);
        assertThat(answer.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.path("scope").asText()).isEqualTo("mcp:read");
        String token = answer.path("access_token").asText();
        assertThat(IssuerClient.header(token).path("typ").asText()).isEqualTo("at+jwt");
        JsonNode claims = IssuerClient.claims(token);
        assertThat(claims.path("iss").asText()).isEqualTo(issuer.issuer());
        assertThat(claims.path("sub").asText()).isEqualTo("svc");
        assertThat(claims.path("client_id").asText()).isEqualTo("svc");
        assertThat(claims.path("aud").asText()).isEqualTo(API);
        assertThat(claims.path("scope").asText()).isEqualTo("mcp:read");
        assertThat(claims.path("iat").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(claims.path("exp").asLong()).isEqualTo(NOW.getEpochSecond() + 600);
        assertThat(claims.path("jti").asText()).isNotEmpty();
    }

    @Test
    void basicAuthenticationWithAPercentEncodedSecretIsAccepted() throws Exception {
        HttpResponse<String> response = IssuerClient.tokenWithBasic(
                issuer, "svc:s%3Acret", "grant_type", "client_credentials", "resource", API);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(IssuerClient.json(response).path("scope").asText()).isEqualTo("mcp:read mcp:write");
    }

    @Test
    void wrongSecretIsRefusedWith401() throws Exception {
        HttpResponse<String> response =
                IssuerClient.tokenWithBasic(issuer, "svc:other", "grant_type", "client_credentials", "resource", API);

        assertRefused(response, 401, "invalid_client");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void clientWithoutASecretCannotActForItself() throws Exception {
        assertRefused(
                IssuerClient.token(issuer, "grant_type", "client_credentials", "client_id", "app", "resource", API),
                400,
                "unauthorized_client");
    }

    @Test
    void scopeOfAnotherClientIsRefused() throws Exception {
        assertRefused(request("scope", "admin", "resource", API), 400, "invalid_scope");
    }

    @Test
    void severalResourcesBecomeAnArrayOfAudiences() throws Exception {
        HttpResponse<String> response = request("resource", API, "resource", "https://other.example");

        String token = IssuerClient.json(response).path("access_token").asText();
        assertThat(IssuerClient.claims(token).path("aud").toString())
                .isEqualTo("[\"" + API + "\",\"https://other.example\"]");
    }

    @Test
    void resourceWithAFragmentOrNoneAtAllIsAnInvalidTarget() throws Exception {
        assertRefused(request("resource", API + "#part"), 400, "invalid_target");
        assertRefused(request("scope", "mcp:read"), 400, "invalid_target");
    }

    private HttpResponse<String> request(String name, String value, String name2, String value2) throws Exception {
        return IssuerClient.tokenWithBasic(
                issuer, "svc:s%3Acret", "grant_type", "client_credentials", name, value, name2, value2);
    }

    private HttpResponse<String> request(String name, String value) throws Exception {
        return IssuerClient.tokenWithBasic(issuer, "svc:s%3Acret", "grant_type", "client_credentials", name, value);
    }

    private static void assertRefused(HttpResponse<String> response, int status, String error) throws Exception {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(IssuerClient.json(response).path("error").asText()).isEqualTo(error);
        assertThat(response.body()).doesNotContain("access_token");
    }
}
